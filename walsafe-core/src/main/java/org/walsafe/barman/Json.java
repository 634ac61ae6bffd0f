package org.walsafe.barman;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON value of Barman's. Its shapes differ from version to version, and numbers come as text and the other way about, so
 * every question has "not there" for an answer.
 */
sealed interface Json {

    /** An object; its fields in their order. */
    record Fields(Map<String, Json> fields) implements Json {}

    /** An array. */
    record Items(List<Json> items) implements Json {}

    /** A text, a number or a truth value, as it is written, without quotes. */
    record Scalar(String written) implements Json {}

    /** {@code null}. */
    record Null() implements Json {}

    /**
     * Reads one value; nothing but white space may follow.
     *
     * @throws InvalidJsonException when the text is anything else, or nested too deep
     */
    static Json parse(String text) throws InvalidJsonException {
        try (JsonParser parser = JsonReading.FACTORY.createParser(text)) {
            parser.nextToken();
            Json value = JsonReading.value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("it goes on after its end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidJsonException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The field {@code name} of an object, unless it is null. */
    default Optional<Json> field(String name) {
        return this instanceof Fields object
                ? Optional.ofNullable(object.fields().get(name)).filter(value -> !(value instanceof Null))
                : Optional.empty();
    }

    /** The text or number, as it is written. */
    default Optional<String> text() {
        return this instanceof Scalar scalar ? Optional.of(scalar.written()) : Optional.empty();
    }

    /** The whole number, also of a text that is one. */
    default OptionalLong number() {
        try {
            return this instanceof Scalar scalar
                    ? OptionalLong.of(Long.parseLong(scalar.written()))
                    : OptionalLong.empty();
        } catch (NumberFormatException other) {
            return OptionalLong.empty();
        }
    }

    /** The items of an array; none of anything else. */
    default List<Json> items() {
        return this instanceof Items array ? array.items : List.of();
    }

    /** The fields of an object; none of anything else. */
    default Map<String, Json> fields() {
        return Map.of();
    }

    /** How Jackson's tokens become values. */
    final class JsonReading {

        private static final JsonFactory FACTORY = new JsonFactory();

        private JsonReading() {}

        private static Json value(JsonParser parser) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new IOException("it is empty");
            }
            return switch (token) {
                case START_OBJECT -> object(parser);
                case START_ARRAY -> array(parser);
                case VALUE_NULL -> new Null();
                default -> new Scalar(parser.getText());
            };
        }

        private static Json object(JsonParser parser) throws IOException {
            Map<String, Json> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return new Fields(Collections.unmodifiableMap(fields));
        }

        private static Json array(JsonParser parser) throws IOException {
            List<Json> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Items(Collections.unmodifiableList(items));
        }
    }
}
