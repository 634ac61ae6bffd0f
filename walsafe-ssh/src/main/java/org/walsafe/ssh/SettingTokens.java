package org.walsafe.ssh;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes a file name of the SSH configuration: {@code ~}, {@code %} tokens and {@code ${…}} variables (ssh_config(5),
 * "TOKENS" and "ENVIRONMENT VARIABLES"). {@code ssh -G} leaves that undone for keys and certificates.
 *
 * @param destination what the operator named
 * @param target what it means
 * @param environment the environment variables
 */
record SettingTokens(SshDestination destination, SshTarget target, Map<String, String> environment) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    /**
     * The path meant by {@code text}.
     *
     * @throws SshConfigurationException when it names a token or a variable that is not known
     */
    Path path(String text) {
        return UserFiles.path(withTokens(withVariables(text)));
    }

    private String withVariables(String text) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> {
            String value = environment.get(found.group(1));
            if (value == null) {
                throw unknown("the environment variable " + found.group(1), text);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private String withTokens(String text) {
        StringBuilder completed = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 1 < text.length()) {
                completed.append(token(text.charAt(++i), text));
            } else {
                completed.append(c);
            }
        }
        return completed.toString();
    }

    private String token(char token, String text) {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> UserFiles.home().toString();
            case 'h' -> target.host();
            case 'n' -> destination.host();
            case 'p' -> String.valueOf(target.port());
            case 'r' -> target.user();
            case 'u' -> System.getProperty("user.name", "");
            default -> throw unknown("the token %" + token, text);
        };
    }

    private SshConfigurationException unknown(String what, String text) {
        return new SshConfigurationException(
                "the SSH configuration of " + destination + " names a file with " + what + ", which is not known: "
                        + text,
                "Write the file's name without it.");
    }
}
