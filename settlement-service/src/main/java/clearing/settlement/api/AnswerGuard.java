package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.access.DataClass;
import clearing.settlement.access.Principal;
import clearing.settlement.store.Database;
import java.util.Optional;

/**
 * What a person may see of an answer, whatever the operation gives: fields above their clearance are masked, reading sensitive ones is noted
 * in the audit log before the answer leaves, and who works for some accounts only sees no object of another one.
 */
final class AnswerGuard {
    private final Contract contract;
    private final FieldClasses classes;
    private final Database database;
    private final Access access;

    AnswerGuard(Contract contract, Database database, Access access) {
        this.contract = contract;
        this.classes = new FieldClasses(contract.document());
        this.database = database;
        this.access = access;
    }

    /** Refuses what is outside the person's accounts before anything is done. */
    void before(String operation, Call call) {
        Optional<Principal> limited = call.principal().filter(Principal::isLimited);
        if (limited.isEmpty()) {
            return;
        }
        if (contract.scope(operation).isEmpty()) {
            throw ApiException.forbidden();
        }
        if (contract.scope(operation).filter("account"::equals).isPresent()
                && !database.<Boolean>read(connection -> new Owners(connection, limited.get()).all(operation, call))) {
            throw call.path().isEmpty() ? ApiException.forbidden() : ApiException.notFound("What the address names");
        }
    }

    /** The answer as the person may see it. */
    Answer after(String operation, Call call, Answer answer) {
        Optional<Principal> principal = call.principal();
        if (principal.isPresent() && operation.equals("statementFile")) {
            access.record(
                    principal.get().user(),
                    "SENSITIVE_READ",
                    operation,
                    "statement " + call.pathNumber("statementId") + ", the whole file");
        }
        if (principal.isEmpty() || answer.body().isEmpty()) {
            return answer;
        }
        Principal who = principal.get();
        if (who.isLimited()
                && contract.scope(operation).filter("account"::equals).isPresent()) {
            AccountScope.narrow(answer.body().get(), who);
        }
        if (!classes.marked(operation)) {
            return answer;
        }
        boolean clear = DataClass.clearance(who.roles()).compareTo(DataClass.SENSITIVE) >= 0;
        int sensitive = classes.visit(operation, answer.body().get(), clear ? value -> value : FieldClasses::mask);
        if (clear && sensitive > 0) {
            access.record(who.user(), "SENSITIVE_READ", operation, sensitive + " fields");
        }
        return answer;
    }
}
