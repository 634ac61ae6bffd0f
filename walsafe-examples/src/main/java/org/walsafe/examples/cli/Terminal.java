package org.walsafe.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.registry.RegistryUnreachableException;

/**
 * Where a command prints: facts to standard output, as text or as one JSON object per line, and what is wrong to standard
 * error, one line each.
 *
 * @param out standard output
 * @param err standard error
 */
record Terminal(PrintStream out, PrintStream err) {

    /** How facts are printed. */
    enum Form {
        TEXT,
        JSON
    }

    /** Prints one fact: {@code text} for people, {@code fields} for machines. */
    void print(Form form, String text, Map<String, ?> fields) {
        out.println(form == Form.TEXT ? text : json(fields));
    }

    /** Prints what is wrong, on one line, whatever names are in it. */
    void complain(String command, String what) {
        err.println("walsafe" + (command.isEmpty() ? "" : " " + command) + ": " + what.replaceAll("\\p{Cntrl}", "?"));
    }

    /** Prints why a command failed, with the hint if there is one, and says what to end with. */
    ExitStatus complain(String command, Exception failure) {
        if (failure instanceof WalSafeException known) {
            String hint = known.hint().map(text -> " " + text).orElse("");
            complain(command, sentence(known.getMessage()) + hint);
            return known instanceof RegistryUnreachableException ? ExitStatus.UNKNOWN : ExitStatus.REFUSED;
        }
        if (failure instanceof IllegalArgumentException) {
            complain(command, sentence(failure.getMessage()) + " See 'walsafe " + command + " --help'.");
            return ExitStatus.REFUSED;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            complain(command, "interrupted");
            return ExitStatus.UNKNOWN;
        }
        boolean speaksForItself = failure instanceof HostUnreachableException;
        complain(command, speaksForItself ? String.valueOf(failure.getMessage()) : failure.toString());
        return ExitStatus.UNKNOWN;
    }

    private static String sentence(@Nullable String text) {
        String message = String.valueOf(text);
        return message.endsWith(".") ? message : message + ".";
    }

    private static String json(Map<String, ?> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            for (Map.Entry<String, ?> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Double real) {
            json.writeNumber(real);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }
}
