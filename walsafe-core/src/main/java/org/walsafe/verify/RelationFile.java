package org.walsafe.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of data pages, by its path in a data directory.
 *
 * @param part the number of the file among those of its relation's fork, counted from zero
 */
record RelationFile(long part) {

    private static final Pattern PATH = Pattern.compile(
            "(?:global|base/[0-9]{1,10}|pg_tblspc/[0-9]{1,10}/[^/]+/[0-9]{1,10})/[0-9]{1,10}(?:_(?:fsm|vm|init))?(?:\\.([0-9]{1,9}))?");

    static Optional<RelationFile> of(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String part = matcher.group(1);
        return Optional.of(new RelationFile(part == null ? 0 : Long.parseLong(part)));
    }
}
