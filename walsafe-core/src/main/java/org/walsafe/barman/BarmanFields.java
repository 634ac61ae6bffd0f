package org.walsafe.barman;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostPath;

/** The fields of an object in an answer of Barman's. */
record BarmanFields(String source, Json json) {

    BarmanFields within(String field) {
        return new BarmanFields(source, json.field(field).orElseGet(Json.Null::new));
    }

    Optional<String> text(String field) {
        return json.field(field).flatMap(Json::text);
    }

    String required(String field) throws InvalidBarmanFileException {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            throw new InvalidBarmanFileException(source, "does not say '" + field + "'");
        }
        return text.get();
    }

    BackupId backupId() throws InvalidBarmanFileException {
        required("backup_id");
        return parsed("backup_id", BackupId::new).orElseThrow();
    }

    Optional<BackupStatus> status() throws InvalidBarmanFileException {
        return parsed("status", BackupStatus::valueOf);
    }

    HostPath path(String field) throws InvalidBarmanFileException {
        required(field);
        return parsed(field, HostPath::of).orElseThrow();
    }

    OptionalLong number(String field) {
        return json.field(field).map(Json::number).orElse(OptionalLong.empty());
    }

    OptionalInt integer(String field) throws InvalidBarmanFileException {
        Optional<Integer> number = parsed(field, Integer::valueOf);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    Optional<Instant> moment(String field) throws InvalidBarmanFileException {
        return parsed(field, seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    <T> Optional<T> parsed(String field, Function<String, T> parser) throws InvalidBarmanFileException {
        Optional<String> text = text(field);
        try {
            return text.map(parser);
        } catch (IllegalArgumentException | DateTimeException | WalSafeException e) {
            throw new InvalidBarmanFileException(
                    source, "says " + field + " is " + PrintableText.quoted(text.orElseThrow()), e);
        }
    }
}
