package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.desk.Desk;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The desk's policy and its versions. */
final class PolicyOperations {
    private final Desk desk;
    private final Access access;

    PolicyOperations(Desk desk, Access access) {
        this.desk = desk;
        this.access = access;
    }

    void register(Map<String, Operation> operations) {
        operations.put("deskPolicy", call -> Answer.ok(desk.policies().show()));
        operations.put("proposeDeskPolicy", this::propose);
        operations.put("decideDeskPolicy", call -> {
            JsonObject body = call.json();
            return Answer.ok(desk.policies()
                    .decide(
                            call.user(),
                            call.pathNumber("version"),
                            body.getBoolean("approve"),
                            body.getString("reason")));
        });
    }

    private Answer propose(Call call) {
        JsonObject body = call.json();
        Set<String> users = access.users().stream().map(Access.User::name).collect(Collectors.toSet());
        return Answer.ok(desk.policies()
                .propose(
                        call.user(),
                        body.getLong("base"),
                        body.getJsonObject("policy"),
                        body.getString("reason"),
                        users,
                        desk.outbox().mailing()));
    }
}
