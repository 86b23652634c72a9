package fr.ecluse.plugin.contract;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.json.MalformedJsonException.Fault;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller is told whose request does not follow the contract. */
final class Refusals {

    private static final Messages MESSAGES = Messages.of(Refusals.class, "refusals");
    private static final int MAX_REASONS = 10;

    private Refusals() {}

    /** Broken rules of the contract: the first in the message, up to ten as reasons. */
    static Refusal violations(List<Violation> violations, List<Locale> languages) {
        Locale language = Languages.choose(languages);
        Violation first = violations.getFirst();
        Refusal refusal = Refusal.of(ErrorCode.CONTRACT_VIOLATION)
                .withMessage(wanted ->
                        MESSAGES.text("violation", first.text().in(wanted)).in(wanted))
                .withReasons(violations.stream()
                        .limit(MAX_REASONS)
                        .map(violation ->
                                new Reason(violation.rule(), violation.text().in(language)))
                        .toList());
        return first.field().isEmpty() ? refusal : refusal.withParam(first.field());
    }

    /** A body that is not JSON, or not JSON that is accepted. */
    static Refusal malformed(MalformedJsonException e) {
        ErrorCode code = e.fault() == Fault.TOO_DEEP ? ErrorCode.REQUEST_TOO_LARGE : ErrorCode.INVALID_REQUEST;
        return Refusal.of(code).withMessage(MESSAGES.text(e.fault().name().toLowerCase(Locale.ROOT), e.offset()));
    }

    static Refusal malformedQuery() {
        return Refusal.of(ErrorCode.INVALID_REQUEST).withMessage(MESSAGES.text("malformed_query"));
    }

    static Refusal missingBody() {
        return Refusal.of(ErrorCode.INVALID_REQUEST).withMessage(MESSAGES.text("missing_body"));
    }

    static Refusal unexpectedBody() {
        return Refusal.of(ErrorCode.INVALID_REQUEST).withMessage(MESSAGES.text("unexpected_body"));
    }

    static Refusal noMediaType(List<MediaType> accepted) {
        return unsupported("no_media_type", names(accepted));
    }

    static Refusal otherMediaType(List<MediaType> accepted) {
        return unsupported("other_media_type", names(accepted));
    }

    static Refusal otherCharset() {
        return unsupported("other_charset");
    }

    static Refusal encoded() {
        return unsupported("encoded");
    }

    private static Refusal unsupported(String key, Object... arguments) {
        return Refusal.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE).withMessage(MESSAGES.text(key, arguments));
    }

    private static String names(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }
}
