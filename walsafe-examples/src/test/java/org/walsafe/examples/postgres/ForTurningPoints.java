package org.walsafe.examples.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that takes the releases between which servers changed for those who only talk to them. */
@ParameterizedTest
@EnumSource(names = {"V9_3_5", "V9_5_3", "V9_6_24", "V15_19", "V18_6"})
@SuppressWarnings("exports") // JUnit is on the module path of tests alone
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForTurningPoints {}
