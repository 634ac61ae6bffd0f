package org.walsafe.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which programs of the operating system a test class or test method needs.
 *
 * <p>Where one of them is not installed the test is aborted, with a line on stderr that says so; with {@code
 * -Dwalsafe.realParts=required} it fails. Programs that Maven Central supplies need no such mark: they are always there.
 *
 * @see RealParts
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealParts.class)
public @interface RequiresRealPart {

    /**
     * The programs, by the name of their executable.
     *
     * @return names such as {@code sshd}
     */
    String[] value();
}
