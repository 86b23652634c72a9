package fr.ecluse.runtime.contract;

import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A contract that is served.
 *
 * @param id the API's id
 * @param title for people
 * @param version of the contract, from {@code info.version}
 * @param sha256 of the document as it was read
 * @param basePath the path of {@code servers[0]}, without a slash at its end
 * @param terms what {@code x-ecluse} says about the whole of it
 * @param operations all operations that have an {@code operationId}
 */
public record Contract(
        String id,
        String title,
        String version,
        String sha256,
        String basePath,
        Terms terms,
        List<ContractOperation> operations) {

    /**
     * What holds for every operation of a contract, or for one of them.
     *
     * @param errors the shape of errors
     * @param listener where it is mounted
     * @param role the role that a caller must have
     * @param requires further steps that must have run, besides the platform's floor
     * @param floor the level a request has at least
     * @param ceiling the level a request may have at most
     * @param initial the level a request begins with
     */
    public record Terms(
            Operation.ErrorShape errors,
            Listener listener,
            Optional<String> role,
            List<StepName> requires,
            Sensitivity floor,
            Sensitivity ceiling,
            Sensitivity initial) {

        public Terms {
            requires = List.copyOf(requires);
        }

        /**
         * These terms with what one operation adds; what it leaves out stays.
         *
         * @throws IllegalArgumentException if it would take anything back
         */
        Terms tightened(
                Optional<String> ownRole,
                List<StepName> ownRequires,
                Optional<Sensitivity> ownFloor,
                Optional<Sensitivity> ownCeiling,
                Optional<Sensitivity> ownInitial) {
            if (ownRole.isPresent() && role.isPresent() && !ownRole.equals(role)) {
                throw new IllegalArgumentException("role is another than the contract's, '" + role.get() + "'");
            }
            Sensitivity newCeiling = ownCeiling.orElse(ceiling);
            if (newCeiling.isAbove(ceiling)) {
                throw new IllegalArgumentException("ceiling is above the contract's, " + ceiling.word());
            }
            Sensitivity newFloor = notBelow("floor", ownFloor, floor);
            if (newFloor.isAbove(newCeiling)) {
                throw new IllegalArgumentException("floor is above the ceiling, " + newCeiling.word());
            }
            return new Terms(
                    errors,
                    listener,
                    ownRole.or(() -> role),
                    Stream.concat(requires.stream(), ownRequires.stream())
                            .distinct()
                            .toList(),
                    newFloor,
                    newCeiling,
                    notBelow("default", ownInitial, initial));
        }

        private static Sensitivity notBelow(String what, Optional<Sensitivity> own, Sensitivity contract) {
            if (own.isPresent() && contract.isAbove(own.get())) {
                throw new IllegalArgumentException(what + " is below the contract's, " + contract.word());
            }
            return own.orElse(contract);
        }
    }

    /** The ports of the gateway. */
    public enum Listener {
        PUBLIC,
        MANAGEMENT
    }

    public Contract {
        operations = List.copyOf(operations);
    }

    /** The operation of this id. */
    public Optional<ContractOperation> operation(String operationId) {
        return operations.stream().filter(o -> o.id().equals(operationId)).findFirst();
    }
}
