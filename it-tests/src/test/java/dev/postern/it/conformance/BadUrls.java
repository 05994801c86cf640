package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp.Response;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** URLs that are none of ours, methods that nobody knows, callbacks that could be code. */
record BadUrls(Service echo) {

    Map<String, BadInputCase> cases() {
        return Map.ofEntries(
                Map.entry(
                        "encoded-dot",
                        () -> post("/000/a%2eb/xhr", "/000/%2E%2e/xhr", "/%2e/a/xhr")),
                Map.entry(
                        "encoded-slash",
                        () -> post("/000/a%2fb/xhr", "/000%2Fa/xhr", "/000/a%5cb/xhr")),
                Map.entry(
                        "dots",
                        () -> post("/000/a.b/xhr", "/000/../xhr", "/./a/xhr", "/000/a/../b/xhr")),
                Map.entry(
                        "empty-segment",
                        () -> post("//a/xhr", "/000//xhr", "///xhr", "//000/a/xhr", "/000/a//xhr")),
                Map.entry(
                        "path-parameter",
                        () -> post("/000/a;b/xhr", "/000;c/a/xhr", "/000/a/xhr;d")),
                Map.entry(
                        "bad-escape",
                        () -> statuses("/000/a%zz/xhr", "/000/a%/xhr", "/000/a%00/xhr")),
                Map.entry(
                        "overlong-id",
                        () -> post(
                                "/000/" + "a".repeat(129) + "/xhr",
                                '/' + "0".repeat(129) + "/a/xhr")),
                Map.entry("unknown-method", this::unknownMethods),
                Map.entry("callback-absent", () -> get("/jsonp", "/jsonp?c=", "/htmlfile?d=x")),
                Map.entry(
                        "callback-not-a-name",
                        () -> get("/jsonp?c=alert(1)", "/htmlfile?c=%3Cscript%3E", "/jsonp?c=%zz")),
                Map.entry(
                        "callback-too-long",
                        () -> get(
                                "/jsonp?c=" + "x".repeat(65), "/htmlfile?c=" + "x".repeat(5_000))));
    }

    private List<String> post(String... paths) throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (String path : paths) {
            answers.add(echo.post(path).summary());
        }
        return List.copyOf(answers);
    }

    private List<String> statuses(String... paths) throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (String path : paths) {
            answers.add(String.valueOf(echo.post(path).status()));
        }
        return List.copyOf(answers);
    }

    private List<String> get(String... paths) throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (String path : paths) {
            answers.add(echo.session().get(path).summary());
        }
        return List.copyOf(answers);
    }

    private List<String> unknownMethods() throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        Service session = echo.session();
        for (String method : new String[] {"GET", "PUT", "DELETE", "BREW"}) {
            Response response = session.exchange(method, "/xhr", null);
            assertThat(response.header("Allow")).isEqualTo("OPTIONS, POST");
            answers.add(response.summary());
        }
        answers.add(echo.exchange("BREW", "/info", null).summary());
        answers.add(echo.exchange("BREW", "", null).summary());
        return List.copyOf(answers);
    }
}
