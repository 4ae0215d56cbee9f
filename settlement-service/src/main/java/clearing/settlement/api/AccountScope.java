package clearing.settlement.api;

import clearing.settlement.access.Principal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Takes out of an answer what belongs to accounts that the person does not work for. */
final class AccountScope {
    private AccountScope() {}

    /**
     * Items of lists disappear; an answer that is, or names as its one subject, an object of another account does not exist for this
     * person.
     */
    static void narrow(JsonObject answer, Principal who) {
        if (isForeign(answer, who)) {
            throw ApiException.notFound("What the address names");
        }
        answer.forEach(entry -> {
            switch (entry.getValue()) {
                case JsonObject inner -> narrow(inner, who);
                case JsonArray items -> narrow(items, who);
                case null, default -> {}
            }
        });
    }

    private static void narrow(JsonArray items, Principal who) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.getValue(i) instanceof JsonObject item) {
                if (isForeign(item, who)) {
                    items.remove(i);
                } else {
                    narrow(item, who);
                }
            }
        }
    }

    private static boolean isForeign(JsonObject object, Principal who) {
        return object.getValue("account") instanceof String account && !who.sees(account)
                || object.getValue("accounts") instanceof JsonArray accounts
                        && !accounts.stream().allMatch(each -> who.sees(each.toString()));
    }
}
