package org.walsafe.ssh.knownhosts;

import java.time.Instant;
import java.util.Set;

/**
 * What a host certificate must satisfy.
 *
 * @param hostName the name it must be for, lower case
 * @param now when it must be valid
 * @param authorityAlgorithms the algorithms with which its authority may have signed it
 */
public record CertificateRules(String hostName, Instant now, Set<String> authorityAlgorithms) {}
