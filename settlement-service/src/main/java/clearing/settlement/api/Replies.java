package clearing.settlement.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers and refusals on the wire; a refusal is a problem document of RFC 9457. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final Vertx vertx;

    Replies(Vertx vertx) {
        this.vertx = vertx;
    }

    void answer(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.body().isPresent()) {
            response.putHeader("Content-Type", "application/json")
                    .end(answer.body().get().toBuffer());
        } else if (answer.content().isPresent()) {
            response.end(answer.content().get());
        } else if (answer.spooled().isPresent()) {
            spooled(response, answer.spooled().get());
        } else {
            response.end();
        }
    }

    private void spooled(HttpServerResponse response, Path file) {
        response.sendFile(file.toString())
                .onComplete(sent -> vertx.fileSystem()
                        .delete(file.toString())
                        .onFailure(e -> LOG.warn("{} was left behind: {}", file, e.getMessage())));
    }

    static void refuse(RoutingContext ctx, ApiException refusal) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(refusal.status());
        refusal.headers().forEach(response::putHeader);
        JsonObject problem = new JsonObject()
                .put("type", "urn:clearing:problem:" + refusal.code())
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("code", refusal.code())
                .put("detail", refusal.getMessage());
        Json.put(problem, "field", Json.nonEmpty(refusal.field()));
        if (!refusal.errors().isEmpty()) {
            problem.put("errors", refusal.errors());
        }
        response.putHeader("Content-Type", "application/problem+json").end(problem.toBuffer());
    }
}
