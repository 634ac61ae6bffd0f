package org.walsafe.verify.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Findings;
import org.walsafe.verify.TimelineLane;
import org.walsafe.verify.Waiver;
import org.walsafe.wal.SegmentRange;

/**
 * A report as one JSON object on one line.
 *
 * <p>The field {@code schema} names the form. Within a form, fields may be added, and none
 * changes its meaning or goes. A field without a value is {@code null}.
 *
 * <table>
 * <caption>{@code walsafe.verify.archive/1}</caption>
 * <tr><th>field</th><th>value</th></tr>
 * <tr><td>{@code verdict}</td><td>{@code good}, {@code damage}, {@code cannot tell}</td></tr>
 * <tr><td>{@code location}, {@code level}</td><td>the archive; {@code names}, {@code headers}, {@code records}</td></tr>
 * <tr><td>{@code began}, {@code seconds}</td><td>an instant (ISO 8601, UTC); a number</td></tr>
 * <tr><td>{@code system_identifier}</td><td>decimal text, for it exceeds what JSON numbers hold</td></tr>
 * <tr><td>{@code segment_size}, {@code segments}, {@code known}, {@code records}, {@code bytes_read}</td><td>numbers</td></tr>
 * <tr><td>{@code timelines}</td><td>{@code timeline}, {@code parent}, {@code branched_at}, {@code first}, {@code last},
 *     {@code segments}, {@code missing}: objects of {@code first}, {@code last}, {@code segments}, {@code kind},
 *     {@code waiver}</td></tr>
 * <tr><td>{@code backups}</td><td>{@code id}, {@code first}, {@code last}, {@code ended}, {@code target} (a timeline),
 *     {@code reachable}, {@code obstacle} (segments), {@code consistent}</td></tr>
 * <tr><td>{@code counts}, {@code waived}</td><td>an object of finding kinds and numbers; a number</td></tr>
 * <tr><td>{@code findings}</td><td>{@code kind}, {@code severity}, {@code subject}, {@code sentence}, {@code waiver}: null, or
 *     {@code first}, {@code last}, {@code until}, {@code author}, {@code reason}</td></tr>
 * </table>
 *
 * <table>
 * <caption>{@code walsafe.verify.backup/1}</caption>
 * <tr><th>field</th><th>value</th></tr>
 * <tr><td>{@code verdict}, {@code began}, {@code seconds}, {@code system_identifier}, {@code records}, {@code bytes_read},
 *     {@code counts}, {@code waived}, {@code findings}</td><td>as above</td></tr>
 * <tr><td>{@code backup}, {@code level}</td><td>the backup; {@code names}, {@code headers}, {@code records}, {@code files}</td>
 *     </tr>
 * <tr><td>{@code rolled_forward_to}</td><td>how far it was to be rolled forward, for people</td></tr>
 * <tr><td>{@code files}, {@code known}, {@code pages}</td><td>numbers</td></tr>
 * <tr><td>{@code reach}</td><td>null, or an object as in {@code backups} above</td></tr>
 * </table>
 *
 * <p>Finding kinds are the words of {@link FindingKind}; severities {@code notice}, {@code doubt}, {@code damage}.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class JsonReport {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonReport() {}

    /**
     * Writes the report on an archive.
     *
     * @param report what was found
     * @return one line, not ended
     */
    public static String of(ArchiveReport report) {
        return write(json -> {
            json.writeStringField("schema", "walsafe.verify.archive/1");
            json.writeStringField("verdict", report.verdict().toString());
            json.writeStringField("location", report.location());
            json.writeStringField("level", word(report.level()));
            json.writeStringField("began", report.began().toString());
            json.writeNumberField("seconds", report.took().toMillis() / 1000.0);
            text(json, "system_identifier", report.systemIdentifier());
            number(json, "segment_size", report.geometry().map(cut ->
                    (long) cut.segmentSize().bytes()));
            json.writeNumberField("segments", report.segments());
            json.writeNumberField("known", report.known());
            json.writeNumberField("records", report.records());
            json.writeNumberField("bytes_read", report.bytesRead());
            json.writeArrayFieldStart("timelines");
            for (TimelineLane lane : report.timelines()) {
                write(json, lane);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("backups");
            for (BackupReach reach : report.backups()) {
                write(json, reach);
            }
            json.writeEndArray();
            write(json, report.findings());
        });
    }

    /**
     * Writes the report on a base backup.
     *
     * @param report what was found
     * @return one line, not ended
     */
    public static String of(BackupReport report) {
        return write(json -> {
            json.writeStringField("schema", "walsafe.verify.backup/1");
            json.writeStringField("verdict", report.verdict().toString());
            json.writeStringField("backup", report.backup());
            json.writeStringField("level", word(report.level()));
            json.writeStringField("rolled_forward_to", report.target().toString());
            json.writeStringField("began", report.began().toString());
            json.writeNumberField("seconds", report.took().toMillis() / 1000.0);
            text(json, "system_identifier", report.systemIdentifier());
            json.writeNumberField("files", report.files());
            json.writeNumberField("known", report.known());
            json.writeNumberField("bytes_read", report.bytesRead());
            json.writeNumberField("pages", report.pages());
            json.writeNumberField("records", report.records());
            json.writeFieldName("reach");
            if (report.reach().isPresent()) {
                write(json, report.reach().get());
            } else {
                json.writeNull();
            }
            write(json, report.findings());
        });
    }

    /** Writes fields. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String write(Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, TimelineLane lane) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timeline", lane.timeline().toLong());
        number(json, "parent", lane.parent().map(parent -> parent.toLong()));
        text(json, "branched_at", lane.branchedAt());
        text(json, "first", lane.first());
        text(json, "last", lane.last());
        json.writeNumberField("segments", lane.count());
        json.writeArrayFieldStart("missing");
        for (TimelineLane.Missing missing : lane.missing()) {
            json.writeStartObject();
            SegmentRange range = missing.range();
            json.writeStringField("first", range.first().text());
            json.writeStringField("last", range.last().text());
            json.writeNumberField("segments", range.size());
            json.writeStringField("kind", missing.kind().word());
            write(json, missing.waiver());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, BackupReach reach) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", reach.backup().id());
        json.writeStringField("first", reach.backup().first().text());
        json.writeStringField("last", reach.backup().last().text());
        text(json, "ended", reach.backup().ended());
        json.writeNumberField("target", reach.target().toLong());
        text(json, "reachable", reach.reachable());
        text(json, "obstacle", reach.obstacle());
        json.writeBooleanField("consistent", reach.consistency() == Consistency.REACHED);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Findings findings) throws IOException {
        json.writeObjectFieldStart("counts");
        for (Map.Entry<FindingKind, Long> count : new TreeMap<>(findings.counts()).entrySet()) {
            json.writeNumberField(count.getKey().word(), count.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("waived", findings.waived());
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings.kept()) {
            json.writeStartObject();
            json.writeStringField("kind", finding.kind().word());
            json.writeStringField("severity", word(finding.kind().severity()));
            json.writeStringField("subject", finding.subject());
            json.writeStringField("sentence", finding.sentence());
            write(json, finding.waiver());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Optional<Waiver> waiver) throws IOException {
        if (waiver.isEmpty()) {
            json.writeNullField("waiver");
            return;
        }
        json.writeObjectFieldStart("waiver");
        json.writeStringField("first", waiver.get().first().text());
        json.writeStringField("last", waiver.get().last().text());
        json.writeStringField("until", waiver.get().until().toString());
        json.writeStringField("author", waiver.get().author());
        json.writeStringField("reason", waiver.get().reason());
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void text(JsonGenerator json, String name, Optional<?> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get().toString());
        } else {
            json.writeNull();
        }
    }

    private static void number(JsonGenerator json, String name, Optional<Long> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeNumber(value.get());
        } else {
            json.writeNull();
        }
    }
}
