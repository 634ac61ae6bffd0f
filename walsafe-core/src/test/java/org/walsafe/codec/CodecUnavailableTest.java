package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads the library as an embedder has it who added none of the optional libraries. */
class CodecUnavailableTest {

    @ParameterizedTest
    @CsvSource({"XZ, xz, org.tukaani:xz", "ZSTD, zstd-program, com.github.luben:zstd-jni"})
    void saysWhichLibraryToAdd(String codec, String sample, String library) throws Exception {
        try (URLClassLoader embedder = withoutOptionalLibraries()) {
            Object constant = codec(embedder, codec);
            Method encode = constant.getClass().getMethod("encode", OutputStream.class, int.class);

            assertThat(isAvailable(constant)).isFalse();
            assertThatThrownBy(() -> invoke(encode, constant, OutputStream.nullOutputStream(), 1))
                    .hasToString("org.walsafe.codec.CodecUnavailableException: cannot compress: the library for "
                            + codec.toLowerCase(Locale.ROOT) + " is missing. Add " + library + " to the path.");
            assertThatThrownBy(() -> decode(embedder, CodecSamples.resource(sample)))
                    .hasToString("org.walsafe.codec.CodecUnavailableException: cannot read the sample: the library for "
                            + codec.toLowerCase(Locale.ROOT) + " is missing. Add " + library + " to the path.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "lz4-barman", "snappy-barman"})
    void decodesAllOthers(String sample) throws Exception {
        try (URLClassLoader embedder = withoutOptionalLibraries()) {
            assertThat(decode(embedder, CodecSamples.resource(sample))).isEqualTo(CodecSamples.content());
        }
    }

    private static URLClassLoader withoutOptionalLibraries() throws ClassNotFoundException {
        List<URL> path = new ArrayList<>();
        for (String library : List.of(
                "org.walsafe.codec.WalCodec",
                "org.apache.commons.compress.CompressException",
                "org.apache.commons.io.IOUtils",
                "org.apache.commons.lang3.StringUtils",
                "org.apache.commons.codec.Encoder")) {
            path.add(
                    Class.forName(library).getProtectionDomain().getCodeSource().getLocation());
        }
        ClassLoader bootstrapOnly = null; // any other shows the modules of this test
        return new URLClassLoader(path.toArray(URL[]::new), bootstrapOnly);
    }

    private static Object codec(ClassLoader embedder, String name) throws Exception {
        for (Object constant : embedder.loadClass(WalCodec.class.getName()).getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new AssertionError(name);
    }

    private static boolean isAvailable(Object codec) throws Exception {
        return (boolean) invoke(codec.getClass().getMethod("isAvailable"), codec);
    }

    private static byte[] decode(ClassLoader embedder, byte[] stored) throws Exception {
        Method open = embedder.loadClass(DecodingStream.class.getName())
                .getMethod("open", InputStream.class, String.class, long.class);
        try (InputStream in =
                (InputStream) invoke(open, null, new ByteArrayInputStream(stored), "the sample", 1L << 20)) {
            return in.readAllBytes();
        }
    }

    private static Object invoke(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }
}
