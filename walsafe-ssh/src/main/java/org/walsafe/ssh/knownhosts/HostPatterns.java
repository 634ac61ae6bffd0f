package org.walsafe.ssh.knownhosts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a {@code known_hosts} line: which hosts it speaks of (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 *
 * @param text comma-separated patterns, or one hashed name
 */
record HostPatterns(String text) {

    private static final String HASHED = "|1|";

    /** Whether the line speaks of {@code name}, which is lower case. */
    boolean match(String name) {
        return text.startsWith("|") ? matchHash(name) : matchList(name);
    }

    private boolean matchList(String name) {
        boolean matched = false;
        for (String pattern : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (pattern.startsWith("!")) {
                if (glob(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                matched |= glob(pattern, name);
            }
        }
        return matched;
    }

    /** {@code |1|salt|hash}, both Base64, the hash being HMAC-SHA1 of the name under the salt. */
    private boolean matchHash(String name) {
        int middle = text.indexOf('|', HASHED.length());
        if (!text.startsWith(HASHED) || middle < 0) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(text.substring(HASHED.length(), middle));
            byte[] hash = Base64.getDecoder().decode(text.substring(middle + 1));
            Mac hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return MessageDigest.isEqual(hash, hmac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return false; // not Base64, or an empty salt: a line that speaks of nobody
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA1", e);
        }
    }

    /** {@code *} stands for any characters, {@code ?} for any one. */
    private static boolean glob(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
