package dev.ovation.api.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** A file that never changes while the server runs, with the content security policy that it needs. */
final class GetFile implements Endpoint {

    private final String path;
    private final Answer file;

    GetFile(String path, String contentType, byte[] bytes, String contentSecurityPolicy) {
        this.path = path;
        this.file = Answer.raw(200, contentType, bytes)
                .with("Cache-Control", "public, max-age=300")
                .with("Content-Security-Policy", contentSecurityPolicy);
    }

    @Override
    public Route route() {
        return Route.get(path).forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        return file;
    }
}
