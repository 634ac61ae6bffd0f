package org.walsafe.ssh.knownhosts;

import java.util.List;
import java.util.Optional;

/** What {@code known_hosts} says of a key that a host presented. Only {@link Trusted} is a reason to go on. */
public sealed interface HostKeyVerdict {

    /** The key, or the authority that certifies it, is known for this host. */
    record Trusted() implements HostKeyVerdict {}

    /**
     * The key, or the authority that certifies it, is revoked.
     *
     * @param place the line that revokes it
     */
    record Revoked(String place) implements HostKeyVerdict {}

    /**
     * The host is known, with other keys.
     *
     * @param places the lines that have them
     * @param objection why the certificate, if one was presented under a known authority, was not believed
     */
    record Changed(List<String> places, Optional<String> objection) implements HostKeyVerdict {}

    /**
     * Nothing is known of the host.
     *
     * @param objection why the certificate, if one was presented under a known authority, was not believed
     */
    record Unknown(Optional<String> objection) implements HostKeyVerdict {}
}
