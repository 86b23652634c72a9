package fr.ecluse.plugin.contract;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What to tell where none of several forms fits. The validator lists what is wrong with each; told is what is wrong with
 * the form that the caller seems to have meant, or only that none fits, where nothing says which was meant.
 */
final class ClosestForm {

    private static final Set<String> KINDS = Set.of("const", "enum");

    private ClosestForm() {}

    /**
     * How close a request comes to a form.
     *
     * @param otherType whether it is of another type altogether
     * @param otherKinds how many values that tell forms apart, itself or its members, are others
     * @param depth how far down the shallowest of its errors is
     * @param errors how many there are
     */
    private record Fit(boolean otherType, long otherKinds, int depth, int errors) {

        private static final Comparator<Fit> CLOSEST_FIRST = Comparator.comparing(Fit::otherType)
                .thenComparing(Fit::otherKinds)
                .thenComparing(Fit::depth, Comparator.reverseOrder())
                .thenComparing(Fit::errors);

        static Fit of(Choice choice, List<Error> form) {
            int place = choice.place().getNameCount();
            return new Fit(
                    form.stream().anyMatch(error -> isOtherType(choice, error)),
                    form.stream()
                            .filter(error -> KINDS.contains(error.getKeyword()))
                            .filter(error -> depth(error) <= place + 1)
                            .count(),
                    form.stream().mapToInt(Fit::depth).min().orElse(place),
                    form.size());
        }

        /** Types and values tell forms apart; where they say nothing against this one, what comes first may be told. */
        boolean isMeantRatherThan(Fit next) {
            return !otherType && (otherKinds == 0 || next.otherType || otherKinds < next.otherKinds);
        }

        private static int depth(Error error) {
            return error.getInstanceLocation().getNameCount();
        }
    }

    /** The errors, in their order, without those of forms that were not meant. */
    static List<Error> of(List<Error> errors) {
        Set<Choice> choices = errors.stream()
                .map(Choice::onTheWayTo)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Error> kept = new ArrayList<>(errors);
        choices.stream()
                .sorted(Comparator.comparingInt(choice -> -choice.path().getNameCount()))
                .forEach(choice -> settle(choice, kept));
        return kept;
    }

    private static void settle(Choice choice, List<Error> errors) {
        List<Error> covered = errors.stream().filter(choice::covers).toList();
        if (!covered.isEmpty()) {
            int at = errors.indexOf(covered.getFirst());
            errors.removeAll(covered);
            errors.addAll(at, told(choice, covered));
        }
    }

    private static List<Error> told(Choice choice, List<Error> covered) {
        Optional<Error> missed = covered.stream().filter(choice::isMissedBy).findFirst();
        if (missed.filter(ClosestForm::isForTooMany).isPresent()) {
            return List.of(missed.get());
        }
        Collection<List<Error>> forms = covered.stream()
                .filter(error -> !choice.isMissedBy(error))
                .collect(Collectors.groupingBy(choice::form, TreeMap::new, Collectors.toList()))
                .values();
        return meant(choice, forms)
                .orElseGet(
                        () -> List.of(otherTypes(choice, forms).or(() -> missed).orElseGet(() -> noneFits(choice))));
    }

    /** More forms fit than may; what is wrong with the others is of no interest. */
    private static boolean isForTooMany(Error missed) {
        return missed.getArguments() != null
                && missed.getArguments().length > 0
                && !missed.getArguments()[0].toString().equals("0");
    }

    /** What is wrong with the one form that was meant, if that can be told. */
    private static Optional<List<Error>> meant(Choice choice, Collection<List<Error>> forms) {
        List<Map.Entry<Fit, List<Error>>> closest = forms.stream()
                .map(form -> Map.entry(Fit.of(choice, form), form))
                .sorted(Map.Entry.comparingByKey(Fit.CLOSEST_FIRST))
                .toList();
        if (closest.isEmpty()) {
            return Optional.empty();
        }
        boolean isClear = closest.size() == 1
                || closest.getFirst().getKey().isMeantRatherThan(closest.get(1).getKey());
        return isClear ? Optional.of(closest.getFirst().getValue()) : Optional.empty();
    }

    /** The types of all forms as one error, if the request is of none of them. */
    private static Optional<Error> otherTypes(Choice choice, Collection<List<Error>> forms) {
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        for (List<Error> form : forms) {
            Optional<JsonNode> type = form.stream()
                    .filter(error -> isOtherType(choice, error))
                    .map(Error::getSchemaNode)
                    .findFirst();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            types.addAll(Stream.concat(
                            type.stream().filter(JsonNode::isString),
                            type.stream().flatMap(JsonNode::valueStream))
                    .toList());
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(error(choice, "type", types));
    }

    private static boolean isOtherType(Choice choice, Error error) {
        return error.getKeyword().equals("type")
                && error.getSchemaNode() != null
                && error.getInstanceLocation().equals(choice.place());
    }

    private static Error noneFits(Choice choice) {
        return error(choice, "anyOf", JsonNodeFactory.instance.nullNode());
    }

    private static Error error(Choice choice, String keyword, JsonNode value) {
        return Error.builder()
                .keyword(keyword)
                .schemaNode(value)
                .evaluationPath(choice.path())
                .instanceLocation(choice.place())
                .build();
    }
}
