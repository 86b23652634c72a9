package fr.ecluse.acceptance.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class against the one {@link TestBed} of the test run. Its constructor and methods may take it, or its
 * gateway, simulator or scripted upstream, as parameters. The class leaves them as it found them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedTestBed.class)
public @interface OnSharedTestBed {}
