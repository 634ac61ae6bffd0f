package org.walsafe.ssh.knownhosts;

import java.util.Map;
import java.util.Optional;

/**
 * One line of a {@code known_hosts} file that says something.
 *
 * @param marker what it says of its key
 * @param hosts of which hosts it speaks
 * @param key its key
 * @param place file and line number, for messages
 */
record KnownHostsLine(Marker marker, HostPatterns hosts, WireKey key, String place) {

    /** What a line says of its key. */
    enum Marker {
        /** It is a host's own. */
        NONE,
        /** It signs certificates of hosts. */
        CERTIFICATE_AUTHORITY,
        /** It must never be believed. */
        REVOKED
    }

    private static final String AUTHORITY_WORD = "@cert-authority";
    private static final Map<String, Marker> MARKERS =
            Map.of(AUTHORITY_WORD, Marker.CERTIFICATE_AUTHORITY, "@revoked", Marker.REVOKED);

    /**
     * Reads a line. Like {@code ssh}, it passes over whatever it cannot read; unlike {@code ssh}, which trips over a tab
     * behind a marker, it then still believes a {@code @revoked}.
     */
    static Optional<KnownHostsLine> parse(String line, String place) {
        String text = line.strip();
        String[] words = text.split("[ \t]+");
        boolean marked = text.startsWith("@");
        Marker marker = marked ? MARKERS.get(words[0]) : Marker.NONE;
        int hosts = marked ? 1 : 0;
        if (marker == null
                || words.length < hosts + 3
                || words[hosts].startsWith("#")
                || text.startsWith(AUTHORITY_WORD + '\t')) {
            return Optional.empty();
        }
        return WireKey.tryParse(words[hosts + 1], words[hosts + 2])
                .map(key -> new KnownHostsLine(marker, new HostPatterns(words[hosts]), key, place));
    }
}
