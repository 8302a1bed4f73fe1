package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Problem;
import dev.ovation.runtime.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is documented is what there is, and what there is is documented. */
final class OpenApiTest {

    private static TestHouse house;
    private static JsonNode document;
    private static List<Route> routes;

    @BeforeAll
    static void open() {
        house = TestHouse.open();
        document = house.client().get("/openapi.json").json();
        routes = house.server().routes().endpoints().stream()
                .map(Endpoint::route)
                .toList();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void everyRouteIsInTheDocumentAndTheOtherWayRound() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, verbs) -> verbs.propertyNames()
                        .forEach(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> served = routes.stream().map(Route::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(served);
    }

    @Test
    void whatNeedsATokenSaysSo() {
        for (Route route : routes) {
            assertThat(operation(route).path("security").isEmpty())
                    .as(route.toString())
                    .isEqualTo(!route.access().authenticated());
        }
    }

    @Test
    void whatTakesABodyDescribesItAndWhatMovesMoneyTakesAKey() {
        for (Route route : routes) {
            assertThat(operation(route).has("requestBody"))
                    .as(route.toString())
                    .isEqualTo(route.body() != BodyRule.NONE);
            assertThat(operation(route).toString().contains("#/components/parameters/IdempotencyKey"))
                    .as(route.toString())
                    .isEqualTo(route.money());
        }
    }

    @Test
    void everyProblemCodeIsInTheDocumentAndInTheGuide() throws IOException {
        Set<String> codes =
                Arrays.stream(RefusalCode.values()).map(RefusalCode::code).collect(Collectors.toSet());
        codes.add("internal-error");
        Set<String> documented = new TreeSet<>();
        document.path("components")
                .path("schemas")
                .path("ProblemCode")
                .path("enum")
                .forEach(code -> documented.add(code.asString()));
        assertThat(documented).containsExactlyInAnyOrderElementsOf(codes);

        String guide = Files.readString(guide());
        String page = house.client().get("/docs/errors").text();
        for (RefusalCode code : RefusalCode.values()) {
            assertThat(guide).contains("| `" + code.code() + "` | " + Problem.status(code) + " | ");
            assertThat(page).contains("id=\"" + code.code() + "\"");
        }
    }

    private static Path guide() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("docs/errors.md"))) {
            here = here.getParent();
        }
        assertThat(here).as("the folder that holds docs/errors.md").isNotNull();
        return here.resolve("docs/errors.md");
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        document.findValues("$ref").forEach(reference -> {
            String pointer = reference.asString();
            assertThat(pointer).startsWith("#/");
            assertThat(document.at(pointer.substring(1)).isMissingNode())
                    .as(pointer)
                    .isFalse();
        });
    }

    @Test
    void thePageIsServedFromHereUnderAPolicyThatAllowsNobodyElse() {
        var page = house.client().get("/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("script-src 'self' 'unsafe-inline'", "http");
        assertThat(page.text()).contains("/docs/swagger-ui-bundle.js").doesNotContain("http:", "https:");
        assertThat(house.client().get("/docs/swagger-ui-bundle.js").text()).contains("SwaggerUIBundle");
    }

    private static JsonNode operation(Route route) {
        return document.path("paths")
                .path(route.path())
                .path(route.verb().name().toLowerCase(Locale.ROOT));
    }
}
