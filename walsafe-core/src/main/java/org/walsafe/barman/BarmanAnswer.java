package org.walsafe.barman;

import java.util.List;
import java.util.stream.Stream;
import org.walsafe.host.CommandResult;

/** What a command of Barman's printed as JSON, and how it ended. */
final class BarmanAnswer {

    private final String host;
    private final String subcommand;
    private final CommandResult result;
    private final Json json;

    BarmanAnswer(String host, String subcommand, CommandResult result, String output) throws BarmanFailedException {
        this.host = host;
        this.subcommand = subcommand;
        this.result = result;
        try {
            this.json = Json.parse(output);
        } catch (InvalidJsonException e) {
            String said = result.stderrTail().strip();
            throw failure(said.isEmpty() ? "its answer is no JSON: " + e.getMessage() : said);
        }
    }

    /** Barman ends with 0 after some failures, and after none with anything else. */
    void requireSuccess() throws BarmanFailedException {
        List<String> errors = Stream.of("_ERROR", "_EXCEPTION")
                .flatMap(key -> texts(key).stream())
                .toList();
        if (!result.succeeded() || !errors.isEmpty()) {
            throw failure(errors.isEmpty() ? result.stderrTail().strip() : String.join("; ", errors));
        }
    }

    /** What it says about a server. */
    Json about(String server) throws BarmanFailedException {
        Json about = json.fields().get(server);
        if (about == null) {
            requireSuccess();
            throw failure("it says nothing about the server");
        }
        return about;
    }

    /** What it would print for people. */
    List<String> messages() {
        return texts("_INFO");
    }

    private List<String> texts(String key) {
        return json.field(key).stream()
                .flatMap(list -> list.items().stream())
                .flatMap(item -> item.text().stream())
                .toList();
    }

    private BarmanFailedException failure(String reason) {
        return new BarmanFailedException(host, subcommand, result.ending(), reason);
    }
}
