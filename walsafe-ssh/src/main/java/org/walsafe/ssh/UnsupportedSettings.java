package org.walsafe.ssh;

import java.util.List;
import java.util.Map;

/** The settings that WalSafe does not do and that it would be wrong to pass over: they decide whom one speaks to, or as whom. */
final class UnsupportedSettings {

    /** Keywords that may not have a value, and what to do instead. */
    private static final Map<String, String> WITHOUT_VALUE = Map.of(
            "proxycommand", "Use ProxyJump, or set ProxyCommand to none for this host.",
            "knownhostscommand", "Write the keys to a known_hosts file.",
            "revokedhostkeys", "Write the revoked keys to a known_hosts file, behind @revoked.",
            "pkcs11provider", "Load the token's keys into an agent: ssh-add -s.",
            "bindaddress", "Leave the choice of the address to the system's routes.",
            "bindinterface", "Leave the choice of the interface to the system's routes.",
            "remotecommand", "Give WalSafe a Host of its own in the SSH configuration.",
            "refuseconnection", "The SSH configuration forbids to connect to this host.");

    private UnsupportedSettings() {}

    /**
     * Refuses settings with which {@code ssh} would do something else than WalSafe.
     *
     * @throws SshConfigurationException naming the setting
     */
    static void refuse(SettingList settings, SshDestination destination) {
        WITHOUT_VALUE.forEach((keyword, hint) -> settings.one(keyword).ifPresent(value -> {
            throw unsupported(keyword, destination, hint);
        }));
        if (settings.isYes("verifyhostkeydns")) {
            throw unsupported("VerifyHostKeyDNS yes", destination, "Write the host's key to a known_hosts file.");
        }
        if (settings.isNo("pubkeyauthentication")) {
            throw unsupported("PubkeyAuthentication no", destination, "WalSafe logs in with keys alone: allow them.");
        }
        if (settings.one("preferredauthentications").isPresent()
                && !settings.words("preferredauthentications").contains("publickey")) {
            throw unsupported(
                    "PreferredAuthentications without publickey",
                    destination,
                    "WalSafe logs in with keys alone: add publickey.");
        }
        if (!settings.values().getOrDefault("sessiontype", List.of("default")).contains("default")) {
            throw unsupported("SessionType", destination, "Set SessionType to default for this host.");
        }
    }

    private static SshConfigurationException unsupported(String setting, SshDestination destination, String hint) {
        return new SshConfigurationException(
                "the SSH configuration of " + destination + " has " + setting + ", which WalSafe does not support",
                hint);
    }
}
