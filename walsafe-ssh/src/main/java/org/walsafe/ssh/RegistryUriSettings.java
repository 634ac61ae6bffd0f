package org.walsafe.ssh;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.registry.RegistryUnusableException;

/**
 * The settings that a registry's URI brings along behind a question mark, in the words of {@code ssh_config}: for example
 * {@code ?IdentityFile=/etc/walsafe/id_ed25519&UserKnownHostsFile=/etc/walsafe/known_hosts}. {@code ConfigFile} stands for
 * {@code ssh -F}.
 *
 * @param configFile the SSH configuration to go by instead of the user's
 * @param options keywords and values that are stronger than it, as given to {@code ssh -o}
 */
record RegistryUriSettings(Optional<String> configFile, Map<String, String> options) {

    private static final String CONFIG_FILE = "ConfigFile";

    /** None of them makes {@code ssh} run a program. */
    private static final List<String> KEYWORDS = List.of(
            "IdentityFile",
            "CertificateFile",
            "IdentitiesOnly",
            "IdentityAgent",
            "UserKnownHostsFile",
            "GlobalKnownHostsFile",
            "HostKeyAlias",
            "ProxyJump",
            "ConnectTimeout",
            "ServerAliveInterval",
            "ServerAliveCountMax");

    /**
     * Reads those of {@code uri}.
     *
     * @throws RegistryUnusableException when one is unknown, given twice or malformed
     */
    static RegistryUriSettings of(URI uri) {
        Map<String, String> settings = new LinkedHashMap<>();
        String query = uri.getRawQuery();
        for (String setting : query == null ? new String[0] : query.split("&", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw refused("a setting in a registry's URI is not of the form Keyword=value");
            }
            String keyword = keyword(setting.substring(0, equals));
            if (settings.put(keyword, value(keyword, setting.substring(equals + 1))) != null) {
                throw refused(keyword + " is given twice in a registry's URI");
            }
        }
        Optional<String> configFile = Optional.ofNullable(settings.remove(CONFIG_FILE));
        return new RegistryUriSettings(configFile, settings);
    }

    private static String keyword(String text) {
        if (text.equalsIgnoreCase(CONFIG_FILE)) {
            return CONFIG_FILE;
        }
        return KEYWORDS.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> refused("a registry's URI may not set " + PrintableText.quoted(text)));
    }

    private static String value(String keyword, String text) {
        String value = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '"' && c != '\\');
        if (value.isBlank() || !plain) {
            throw refused(keyword + " in a registry's URI is empty, or holds a quotation mark or a control character");
        }
        return value;
    }

    private static RegistryUnusableException refused(String what) {
        return new RegistryUnusableException(
                what,
                "It may set " + CONFIG_FILE + ", " + String.join(", ", KEYWORDS)
                        + "; the rest belongs into the SSH configuration.");
    }
}
