package fr.ecluse.spi.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents a component of an options record, and gives its default. The option's key is the component's name in
 * kebab case. A component may be a string, number, boolean, enum, {@link java.time.Duration}, {@link
 * java.nio.file.Path}, {@link ByteSize}, {@link SecretRef}, {@link fr.ecluse.spi.Sensitivity}, another record, or a
 * {@link java.util.List}, {@link java.util.Set}, {@link java.util.Map} with string keys or {@link java.util.Optional}
 * of these.
 *
 * <p>A component without a default that is neither optional nor a collection must be configured.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** One line that says what the option does. */
    String value();

    /** The default, as it would be written in YAML; empty for none. */
    String byDefault() default "";
}
