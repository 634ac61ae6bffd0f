package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingListTest {

    private static final SshDestination PG = SshDestination.parse("pg");

    @Test
    void aKeywordMayHaveSeveralValues() {
        SettingList settings = SettingList.parse("user postgres\nidentityfile ~/.ssh/a b\nIdentityFile /c\nport 22\n");

        assertThat(settings.all("identityfile")).containsExactly("~/.ssh/a b", "/c");
        assertThat(settings.one("user")).hasValue("postgres");
        assertThat(settings.number("port")).hasValue(22);
        assertThat(settings.one("absent")).isEmpty();
    }

    @Test
    void noneIsNoValue() {
        SettingList settings = SettingList.parse("proxycommand none\nidentityagent NONE\nempty \n");

        assertThat(settings.one("proxycommand")).isEmpty();
        assertThat(settings.one("identityagent")).isEmpty();
        assertThat(settings.values()).containsKey("identityagent");
    }

    @Test
    void yesHasTwoNames() {
        SettingList settings = SettingList.parse("a yes\nb true\nc no\nd false\ne maybe");

        assertThat(settings.isYes("a") && settings.isYes("b")).isTrue();
        assertThat(settings.isNo("c") && settings.isNo("d")).isTrue();
        assertThat(settings.isYes("e") || settings.isNo("e") || settings.isYes("f"))
                .isFalse();
    }

    @Test
    void aNumberThatIsNoneIsAnError() {
        SettingList settings = SettingList.parse("port many");

        assertThatThrownBy(() -> settings.number("port")).isInstanceOf(SshConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "proxycommand nc %h %p",
                "knownhostscommand /bin/keys",
                "revokedhostkeys /etc/ssh/revoked",
                "pkcs11provider /usr/lib/token.so",
                "bindaddress 10.0.0.1",
                "bindinterface eth1",
                "remotecommand tmux",
                "refuseconnection go away",
                "verifyhostkeydns true",
                "verifyhostkeydns yes",
                "pubkeyauthentication false",
                "pubkeyauthentication no",
                "preferredauthentications gssapi-with-mic,password",
                "sessiontype none",
            })
    void aSettingThatDecidesWhomOneSpeaksToIsNotPassedOver(String line) {
        SettingList settings = SettingList.parse(line);

        assertThatThrownBy(() -> UnsupportedSettings.refuse(settings, PG))
                .isInstanceOfSatisfying(SshConfigurationException.class, e -> assertThat(e.hint())
                        .isPresent())
                .hasMessageContaining("pg")
                .extracting(e -> e.getMessage().toLowerCase(java.util.Locale.ROOT))
                .asString()
                .contains(line.substring(0, line.indexOf(' ')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "proxycommand none",
                "verifyhostkeydns ask",
                "verifyhostkeydns false",
                "pubkeyauthentication true",
                "pubkeyauthentication unbound",
                "preferredauthentications publickey,password",
                "sessiontype default",
                "gssapiauthentication yes",
                "stricthostkeychecking false",
            })
    void aSettingThatChangesNothingHereIsPassedOver(String line) {
        UnsupportedSettings.refuse(SettingList.parse(line), PG);
    }
}
