package org.walsafe.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell script that the library brings along, with {@code @places@} for what differs.
 *
 * <p>Immutable and thread-safe.
 */
public final class ScriptTemplate {

    private static final Pattern PLACE = Pattern.compile("@([a-z_]+)@");

    private final String name;
    private final String text;

    private ScriptTemplate(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * {@return the script beside a class}
     *
     * @param neighbour the class in whose package it is
     * @param name its file name
     */
    public static ScriptTemplate beside(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its own resource " + name);
            }
            return new ScriptTemplate(name, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the script with its places filled, in one pass, so that nothing in a word is taken for a place}
     *
     * @param words what stands in each place, quoted as it must be there
     * @throws IllegalArgumentException when a place is left without a word
     */
    public String filled(Map<String, String> words) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(word(words, place.group(1))));
    }

    private String word(Map<String, String> words, String place) {
        String word = words.get(place);
        if (word == null) {
            throw new IllegalArgumentException("no word for @" + place + "@ in " + name);
        }
        return word;
    }
}
