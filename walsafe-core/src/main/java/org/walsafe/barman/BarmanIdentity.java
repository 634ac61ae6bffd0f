package org.walsafe.barman;

import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.InvalidSystemIdentifierException;
import org.walsafe.wal.SystemIdentifier;

/**
 * Which cluster a server of Barman's is: what its {@code identity.json} says since the first base backup (Barman 2.10).
 *
 * @param systemIdentifier the cluster, where the file names one
 * @param version the PostgreSQL version in Barman's words, for example {@code 15}; where the file names one
 * @since 0.1.0
 */
public record BarmanIdentity(Optional<SystemIdentifier> systemIdentifier, Optional<String> version) {

    static BarmanIdentity parse(HostText file) throws InvalidBarmanFileException {
        try {
            Json json = Json.parse(file.text());
            return new BarmanIdentity(
                    json.field("systemid").flatMap(Json::text).map(SystemIdentifier::parse),
                    json.field("version").flatMap(Json::text));
        } catch (InvalidJsonException e) {
            throw new InvalidBarmanFileException(file.source(), "is no JSON: " + e.getMessage(), e);
        } catch (InvalidSystemIdentifierException e) {
            throw new InvalidBarmanFileException(
                    file.source(),
                    "names no system identifier: " + PrintableText.quoted(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
