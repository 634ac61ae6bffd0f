package org.walsafe.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A POSIX shell on a host as OpenSSH's own {@code ssh} starts it, for scripts: see {@link SshLocation#shell}. */
final class OpenSshShell {

    private static final String KEY_EXCHANGE = "KexAlgorithms";
    private static final String KEY_EXCHANGE_PRINTED = "kexalgorithms";

    /** Preferred, with all others behind it; before OpenSSH 8.0 that could not be said. */
    private static final String FAST_ONE_FIRST = "^curve25519-sha256";

    /** What {@code ssh} is not to do, whatever its configuration says: ask, learn, forward, stay behind, run something else. */
    private static final List<String> BOUNDS = List.of(
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "UpdateHostKeys=no",
            "ControlMaster=no",
            "ClearAllForwardings=yes",
            "PermitLocalCommand=no");

    /** Any login shell understands it; that it reads from its standard input keeps the orders out of its quoting. */
    private static final String COMMAND = "exec sh -s";

    private OpenSshShell() {}

    /** The words for {@code destination}. */
    static List<String> words(OpenSshSettings settings, SshDestination destination) {
        SettingList configured = settings.ask(destination);
        UnsupportedSettings.refuse(configured, destination);
        List<String> more = new ArrayList<>(List.of("-T", "-x", "-a"));
        BOUNDS.forEach(option -> more.addAll(List.of("-o", option)));
        if (configured.one("connecttimeout").isEmpty()) {
            more.addAll(List.of("-o", "ConnectTimeout=10"));
        }
        if (leavesKeyExchangeOpen(configured, settings, destination)) {
            more.addAll(List.of("-o", KEY_EXCHANGE + '=' + FAST_ONE_FIRST));
        }
        List<String> words = settings.command(destination, more);
        words.add(COMMAND);
        return List.copyOf(words);
    }

    private static boolean leavesKeyExchangeOpen(
            SettingList configured, OpenSshSettings settings, SshDestination destination) {
        try {
            List<String> byDefault = keyExchange(settings.withoutConfiguration(Map.of()), destination);
            List<String> fast =
                    keyExchange(settings.withoutConfiguration(Map.of(KEY_EXCHANGE, FAST_ONE_FIRST)), destination);
            return configured.words(KEY_EXCHANGE_PRINTED).equals(byDefault)
                    && fast.size() == byDefault.size()
                    && fast.containsAll(byDefault);
        } catch (SshConfigurationException refused) {
            return false;
        }
    }

    private static List<String> keyExchange(OpenSshSettings settings, SshDestination destination) {
        return settings.ask(destination).words(KEY_EXCHANGE_PRINTED);
    }
}
