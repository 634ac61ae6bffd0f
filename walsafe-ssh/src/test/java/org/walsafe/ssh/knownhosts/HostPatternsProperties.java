package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class HostPatternsProperties {

    @Property
    void wildcardsMeanWhatTheyMeanInARegularExpression(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(min = 1, max = 8) String pattern,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 10) String name) {
        String regex = pattern.replace("*", ".*").replace("?", ".");

        assertThat(new HostPatterns(pattern).match(name)).isEqualTo(Pattern.matches(regex, name));
    }

    @Property
    void aNegatedPatternIsStrongerThanAllOthers(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 10) String name) {
        assertThat(new HostPatterns("*," + name + ",!" + name).match(name)).isFalse();
    }

    @Property(tries = 200)
    void aHashedNameMatchesItselfUnderAnySalt(
            @ForAll @CharRange(from = '-', to = ']') @StringLength(min = 1, max = 60) String text,
            @ForAll @Size(20) byte[] salt)
            throws GeneralSecurityException {
        String name = text.toLowerCase(Locale.ROOT);
        Mac hmac = Mac.getInstance("HmacSHA1");
        hmac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = hmac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        var hashed = new HostPatterns("|1|" + base64.encodeToString(salt) + '|' + base64.encodeToString(hash));

        assertThat(hashed.match(name)).isTrue();
        assertThat(hashed.match(name + "x")).isFalse();
    }
}
