package dev.ovation.api.ops;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /openapi.json}, {@code /docs} and {@code /docs/errors}. The page is Swagger UI served from here, so that its
 * content security policy need allow nobody else, and no inline script.
 */
public final class Documentation {

    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI sets inline styles and shows images as data; scripts come from here alone. */
    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private Documentation() {}

    public static List<Endpoint> endpoints() {
        return List.of(
                new GetFile("/openapi.json", "application/json", Resource.bytes("/openapi/openapi.json"), NOTHING),
                new GetFile("/docs", "text/html; charset=utf-8", Resource.bytes("/docs/index.html"), PAGE),
                new GetFile("/docs/errors", "text/html; charset=utf-8", errors(), PAGE),
                script("docs.js", "/docs/docs.js"),
                script("swagger-ui-bundle.js", SWAGGER_UI + "swagger-ui-bundle.js"),
                new GetFile(
                        "/docs/swagger-ui.css",
                        "text/css; charset=utf-8",
                        Resource.bytes(SWAGGER_UI + "swagger-ui.css"),
                        NOTHING));
    }

    private static Endpoint script(String name, String resource) {
        return new GetFile("/docs/" + name, "text/javascript; charset=utf-8", Resource.bytes(resource), NOTHING);
    }

    /** Where the type URIs of problems lead. */
    private static byte[] errors() {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                + "<title>Ovation: problem codes</title><h1>Problem codes</h1><table>"
                + "<tr><th>code</th><th>status</th></tr>");
        for (RefusalCode code : RefusalCode.values()) {
            page.append("<tr id=\"")
                    .append(code.code())
                    .append("\"><td>")
                    .append(code.code())
                    .append("</td><td>")
                    .append(Problem.status(code))
                    .append("</td></tr>");
        }
        return page.append("</table></html>").toString().getBytes(StandardCharsets.UTF_8);
    }
}
