package dev.ovation.runtime.ops;

import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a server's readiness for a container's health check, in an image that has no curl: exits with 0 or 1. */
public final class CheckHealth {

    private static final int TIMEOUT_MILLIS = 5_000;

    private CheckHealth() {}

    public static void main(String[] args) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(args[0]).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        System.exit(connection.getResponseCode() == 200 ? 0 : 1);
    }
}
