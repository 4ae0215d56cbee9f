package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.access.Principal;
import clearing.settlement.access.UserRole;
import clearing.settlement.desk.attachment.Attachments;
import clearing.settlement.export.TableFormat;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of one member's service. A request is let in by role, then checked against the contract, then run on a
 * virtual thread; an event loop never waits. What the contract does not name does not exist.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long MAX_BODY = 64L << 20;
    private static final long MAX_PUSH = 8L << 20;
    /** How many requests are worked on at once. */
    static final int AT_ONCE = 64;

    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Vertx vertx;
    private final Contract contract;
    private final Access access;
    private final AnswerGuard guard;
    private final Replies replies;
    private final ListExport exports;
    private final Function<String, Optional<String>> sources;
    private final EventHub hub;
    private final boolean tls;
    private final Map<String, Operation> operations;
    private final RequestValidator validator;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private Optional<HttpServer> server = Optional.empty();

    ApiServer(
            Vertx vertx,
            Contract contract,
            Access access,
            AnswerGuard guard,
            Function<String, Optional<String>> sources,
            EventHub hub,
            boolean tls,
            Map<String, Operation> operations) {
        this.vertx = vertx;
        this.contract = contract;
        this.access = access;
        this.guard = guard;
        this.exports = new ListExport(contract.document());
        this.replies = new Replies(vertx);
        this.sources = sources;
        this.hub = hub;
        this.tls = tls;
        this.operations = Map.copyOf(operations);
        this.validator = RequestValidator.create(vertx, contract.openApi());
    }

    /** Begins to listen; gives the port. */
    public Future<Integer> listen(HttpServerOptions options, String host, int port) {
        return vertx.createHttpServer(options)
                .requestHandler(router())
                .listen(port, host)
                .map(listening -> {
                    server = Optional.of(listening);
                    return listening.actualPort();
                });
    }

    @Override
    public void close() {
        server.ifPresent(HttpServer::close);
        workers.shutdown();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(new SecurityHeaders(tls));
        for (io.vertx.openapi.contract.Operation operation : contract.openApi().operations()) {
            String path = operation.getOpenAPIPath().replaceAll("\\{([^}]+)}", ":$1");
            // Three routes, as within one route Vert.x wants the body read before anything of ours.
            router.route(operation.getHttpMethod(), path).handler(ctx -> admit(ctx, operation));
            router.route(operation.getHttpMethod(), path).handler(body(operation));
            router.route(operation.getHttpMethod(), path).handler(ctx -> validate(ctx, operation));
        }
        router.route("/api/*").handler(ctx -> Replies.refuse(ctx, ApiException.notFound("This operation")));
        router.route("/health/*").handler(ctx -> Replies.refuse(ctx, ApiException.notFound("This operation")));
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(StaticHandler.create("workbench")
                        .setDirectoryListing(false)
                        .setIncludeHidden(false)
                        .setDefaultContentEncoding("UTF-8"));
        router.route().handler(ctx -> Replies.refuse(ctx, ApiException.notFound("This page")));
        router.route().failureHandler(this::failed);
        return router;
    }

    private static BodyHandler body(io.vertx.openapi.contract.Operation operation) {
        return BodyHandler.create(false)
                .setBodyLimit(
                        switch (operation.getOperationId()) {
                            case "uploadStatement" -> MAX_BODY;
                            case "pushBookEntries" -> MAX_PUSH;
                            case "attachBreak" -> Attachments.MAX_BYTES;
                            case "proposeDeskPolicy" -> 1 << 20;
                            default -> 64 * 1024;
                        });
    }

    /** First the person, before a byte of the body is read. */
    private void admit(RoutingContext ctx, io.vertx.openapi.contract.Operation operation) {
        HttpServerRequest request = ctx.request();
        Set<String> roles = contract.roles(operation.getOperationId());
        String token = cookie(ctx, SessionOperations.cookieName(tls));
        if (RequestOrigin.foreign(request)) {
            Replies.refuse(ctx, ApiException.crossSite("The request comes from another site."));
            return;
        }
        boolean free = roles.contains("anyone")
                || roles.contains("loopback")
                        && request.remoteAddress().hostAddress() != null
                        && RequestOrigin.isLoopback(request.remoteAddress().hostAddress());
        if (free) {
            ctx.next();
            return;
        }
        Optional<String> bearer = RequestOrigin.bearer(request).filter(given -> roles.contains("source"));
        if (bearer.isPresent()) {
            admitSource(ctx, bearer.get());
            return;
        }
        if (token.isEmpty()) {
            Replies.refuse(ctx, ApiException.notSignedIn());
            return;
        }
        request.pause();
        onWorker(() -> access.principal(token)).onComplete(found -> {
            request.resume();
            if (found.failed()) {
                failed(ctx, found.cause());
                return;
            }
            Optional<ApiException> refusal = refusal(found.result(), roles, request);
            if (refusal.isPresent()) {
                note(found.result(), refusal.get(), operation);
                Replies.refuse(ctx, refusal.get());
            } else {
                found.result().ifPresent(principal -> ctx.put("principal", principal));
                ctx.next();
            }
        });
    }

    /** A program is let in by its token alone; no browser sends one by itself, so no other site can. */
    private void admitSource(RoutingContext ctx, String token) {
        ctx.request().pause();
        onWorker(() -> sources.apply(token)).onComplete(found -> {
            ctx.request().resume();
            if (found.failed()) {
                failed(ctx, found.cause());
            } else if (found.result().isEmpty()) {
                Replies.refuse(ctx, ApiException.notSignedIn());
            } else {
                ctx.put("source", found.result().get());
                ctx.next();
            }
        });
    }

    private static String cookie(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getCookie(name))
                .map(Cookie::getValue)
                .orElse("");
    }

    private static Optional<ApiException> refusal(
            Optional<Principal> principal, Set<String> roles, HttpServerRequest request) {
        if (principal.isEmpty()) {
            return Optional.of(ApiException.notSignedIn());
        }
        boolean allowed = principal.get().roles().stream().map(UserRole::word).anyMatch(roles::contains);
        if (!allowed) {
            return Optional.of(ApiException.forbidden());
        }
        boolean changes = !request.method().equals(HttpMethod.GET);
        if (changes
                && !sameToken(request.getHeader("X-CSRF-Token"), principal.get().csrfToken())) {
            return Optional.of(ApiException.crossSite("X-CSRF-Token does not carry the token of the session."));
        }
        return Optional.empty();
    }

    private static boolean sameToken(String given, String expected) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private void note(
            Optional<Principal> principal, ApiException refusal, io.vertx.openapi.contract.Operation operation) {
        principal.ifPresent(who -> onWorker(() -> {
                    access.record(who.user(), "REFUSED_" + refusal.code(), operation.getOperationId());
                    return true;
                })
                .onFailure(e -> LOG.error("a refusal could not be written to the audit log", e)));
    }

    private void validate(RoutingContext ctx, io.vertx.openapi.contract.Operation operation) {
        Buffer body = Optional.ofNullable(ctx.body().buffer()).orElseGet(Buffer::buffer);
        Optional<ApiException> wrong = wrongInput(ctx.request(), operation, body);
        if (wrong.isPresent()) {
            Replies.refuse(ctx, wrong.get());
            return;
        }
        validator
                .validate(Given.of(ctx, operation, body), operation.getOperationId())
                .onComplete(validated -> {
                    if (validated.failed()) {
                        Replies.refuse(ctx, Inputs.refusal(validated.cause(), operation));
                    } else {
                        run(ctx, operation, validated.result(), body);
                    }
                });
    }

    private static Optional<ApiException> wrongInput(
            HttpServerRequest request, io.vertx.openapi.contract.Operation operation, Buffer body) {
        Set<String> known = new HashSet<>();
        operation.getParameters().stream().map(Parameter::getName).forEach(known::add);
        for (String name : request.params().names()) {
            if (!known.contains(name)) {
                return Optional.of(ApiException.invalid(name, "This operation has no parameter of that name."));
            }
            if (request.params().getAll(name).size() > 1) {
                return Optional.of(ApiException.invalid(name, "The parameter is given more than once."));
            }
        }
        if (operation.getRequestBody() == null) {
            return Optional.empty();
        }
        String type = Optional.ofNullable(request.getHeader("Content-Type"))
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (!operation.getRequestBody().getContent().containsKey(type)) {
            return Optional.of(ApiException.mediaType("This operation takes "
                    + operation.getRequestBody().getContent().keySet()));
        }
        if (type.equals("application/json")) {
            try {
                STRICT.readTree(body.getBytes());
            } catch (JacksonException e) {
                return Optional.of(ApiException.invalid("body", "The body is not well-formed JSON."));
            } catch (IOException e) {
                return Optional.of(ApiException.invalid("body", "The body cannot be read."));
            }
        }
        return Optional.empty();
    }

    private void run(
            RoutingContext ctx, io.vertx.openapi.contract.Operation operation, ValidatedRequest request, Buffer body) {
        if (operation.getOperationId().equals("events")) {
            String last = Optional.ofNullable(ctx.request().getHeader("Last-Event-ID"))
                    .orElse("");
            // A stream tells of everything; it is not for somebody who works for some accounts only.
            Optional<Principal> listener = Optional.ofNullable(ctx.get("principal"));
            if (listener.filter(Principal::isLimited).isPresent()) {
                Replies.refuse(ctx, ApiException.forbidden());
            } else {
                stream(ctx, last);
            }
            return;
        }
        Operation action = operations.get(operation.getOperationId());
        if (action == null) {
            Replies.refuse(ctx, ApiException.notFound("This operation"));
            return;
        }
        Principal principal = ctx.get("principal");
        Call call = new Call(
                request.getPathParameters(),
                request.getQuery(),
                body,
                Optional.ofNullable(principal),
                cookie(ctx, SessionOperations.cookieName(tls)),
                cookie(ctx, OpenIdOperations.cookieName(tls)),
                Optional.empty(),
                request.getHeaders(),
                Optional.ofNullable(ctx.get("source")));
        String id = operation.getOperationId();
        Optional<TableFormat> table = TableFormat.asked(
                Optional.ofNullable(ctx.request().getHeader("Accept")).orElse(""));
        onWorker(() -> {
                    guard.before(id, call);
                    Operation guarded = each -> guard.after(id, each, action.run(each));
                    return table.isPresent() && exports.knows(id)
                            ? exports.write(id, call, table.get(), guarded)
                            : guarded.run(call);
                })
                .onComplete(done -> {
                    if (done.failed()) {
                        failed(ctx, done.cause());
                    } else {
                        replies.answer(ctx.response(), done.result());
                    }
                });
    }

    private void stream(RoutingContext ctx, String lastEventId) {
        try {
            hub.open(ctx.response(), lastEventId);
        } catch (ApiException e) {
            // Thrown past here it would end in the event loop's log, and the caller would wait for ever.
            Replies.refuse(ctx, e);
        }
    }

    /** Runs on a virtual thread; the result comes back on the caller's event loop. */
    private <T> Future<T> onWorker(java.util.concurrent.Callable<T> work) {
        if (!turns.tryAcquire()) {
            return Future.failedFuture(ApiException.busy());
        }
        io.vertx.core.Promise<T> promise = io.vertx.core.Promise.promise();
        io.vertx.core.Context context = vertx.getOrCreateContext();
        workers.execute(() -> {
            try {
                T result = work.call();
                context.runOnContext(now -> promise.complete(result));
            } catch (Throwable e) {
                context.runOnContext(now -> promise.fail(e));
            } finally {
                turns.release();
            }
        });
        return promise.future();
    }

    private void failed(RoutingContext ctx) {
        int status = ctx.statusCode();
        if (ctx.failure() == null && status == 413) {
            Replies.refuse(ctx, ApiException.tooLarge());
        } else if (ctx.failure() == null && status >= 400 && status < 500) {
            Replies.refuse(ctx, ApiException.invalid("", "The request cannot be read."));
        } else {
            failed(ctx, ctx.failure() == null ? new IllegalStateException("status " + status) : ctx.failure());
        }
    }

    private void failed(RoutingContext ctx, Throwable cause) {
        Replies.refuse(
                ctx,
                Inputs.problem(
                        cause, ctx.request().method() + " " + ctx.request().path()));
    }
}
