package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a subject of the claims of a verified token. What is not well formed gives no rights. Immutable. */
final class SubjectClaims {

    private static final Predicate<String> COUNTRY = Pattern.compile("[A-Z]{2}").asMatchPredicate();

    private final String tenant;
    private final Sensitivity clearance;
    private final ClaimOptions names;

    SubjectClaims(String tenant, Sensitivity clearance, ClaimOptions names) {
        this.tenant = tenant;
        this.clearance = clearance;
        this.names = names;
    }

    /** The subject; empty if the claims do not name one. */
    Optional<Subject> subject(Map<String, Object> claims) {
        return single(claims, names.subject())
                .map(id -> new Subject(
                        find(claims, names.workload()).isPresent() ? Subject.Type.WORKLOAD : Subject.Type.USER,
                        id,
                        tenant,
                        clearance(claims),
                        single(claims, names.direction()),
                        single(claims, names.country()).filter(COUNTRY),
                        all(claims, names.groups()),
                        all(claims, names.roles()),
                        single(claims, names.app()),
                        single(claims, "acr"),
                        all(claims, "amr")));
    }

    private Sensitivity clearance(Map<String, Object> claims) {
        if (find(claims, names.clearance()).isEmpty()) {
            return clearance;
        }
        return single(claims, names.clearance()).flatMap(Sensitivity::find).orElse(Sensitivity.PUBLIC);
    }

    /** The one text of a claim, be it alone or the only one of a list. */
    private static Optional<String> single(Map<String, Object> claims, String name) {
        Set<String> texts = all(claims, name);
        return texts.size() == 1 ? Optional.of(texts.iterator().next()) : Optional.empty();
    }

    /** All texts of a claim that are not blank. */
    private static Set<String> all(Map<String, Object> claims, String name) {
        return find(claims, name).stream()
                .flatMap(value -> value instanceof Collection<?> list ? list.stream() : Stream.of(value))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Object> find(Map<String, Object> claims, String name) {
        Object named = claims.get(name);
        if (named != null) {
            return Optional.of(named);
        }
        Iterator<String> path = Arrays.asList(name.split("\\.", -1)).iterator();
        @Nullable Object value = claims;
        while (path.hasNext()) {
            value = value instanceof Map<?, ?> members ? members.get(path.next()) : null;
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }
}
