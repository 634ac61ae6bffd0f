package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void givesWhatIsThereAndNothingElse() throws InvalidJsonException {
        Json json = Json.parse("{\"text\": \"a\\u00e9\", \"number\": 12, \"as_text\": \"13\", \"null\": null,"
                + " \"items\": [1, \"x\", {}], \"object\": {\"deep\": true}}");

        assertThat(json.field("text").flatMap(Json::text)).contains("aé");
        assertThat(json.field("number").orElseThrow().number()).hasValue(12);
        assertThat(json.field("as_text").orElseThrow().number()).hasValue(13);
        assertThat(json.field("text").orElseThrow().number()).isEmpty();
        assertThat(json.field("null")).isEmpty();
        assertThat(json.field("absent")).isEmpty();
        assertThat(json.field("items").orElseThrow().items()).hasSize(3);
        assertThat(json.field("object").orElseThrow().field("deep").flatMap(Json::text))
                .contains("true");
        assertThat(json.field("text").orElseThrow().items()).isEmpty();
        assertThat(json.field("text").orElseThrow().fields()).isEmpty();
        assertThat(json.fields()).containsOnlyKeys("text", "number", "as_text", "null", "items", "object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\"}", "{\"a\": 1", "[1", "[1,", "nul", "{} {}", "{}x", "'a'"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void refusesToGoTooDeep() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(InvalidJsonException.class);
    }
}
