package dev.ovation.api;

import dev.ovation.api.admin.GetAccounts;
import dev.ovation.api.admin.GetAnyIntent;
import dev.ovation.api.admin.GetAnyPayment;
import dev.ovation.api.admin.GetAnyWithdrawal;
import dev.ovation.api.admin.GetBatch;
import dev.ovation.api.admin.GetHeldIntents;
import dev.ovation.api.admin.GetHeldPayments;
import dev.ovation.api.admin.GetHeldWithdrawals;
import dev.ovation.api.admin.PostHeldIntentDecision;
import dev.ovation.api.admin.PostHeldPaymentDecision;
import dev.ovation.api.admin.PostHeldWithdrawalDecision;
import dev.ovation.api.admin.PostStaff;
import dev.ovation.api.admin.PostSuspension;
import dev.ovation.api.auth.GetJwks;
import dev.ovation.api.auth.GetProfile;
import dev.ovation.api.auth.GetWalletMessage;
import dev.ovation.api.auth.PostLogin;
import dev.ovation.api.auth.PostLogout;
import dev.ovation.api.auth.PostRefresh;
import dev.ovation.api.auth.PostSignup;
import dev.ovation.api.content.GetContentTotals;
import dev.ovation.api.content.GetCreatorEarnings;
import dev.ovation.api.contracts.ComposeTerms;
import dev.ovation.api.contracts.DeleteIntent;
import dev.ovation.api.contracts.GetAuthorizationTypedData;
import dev.ovation.api.contracts.GetBalances;
import dev.ovation.api.contracts.GetIntent;
import dev.ovation.api.contracts.GetIntentTypedData;
import dev.ovation.api.contracts.GetIntents;
import dev.ovation.api.contracts.GetRevocationOfAllTypedData;
import dev.ovation.api.contracts.GetRevocationTypedData;
import dev.ovation.api.contracts.GetWithdrawalTypedData;
import dev.ovation.api.contracts.GetWithdrawals;
import dev.ovation.api.contracts.PostIntents;
import dev.ovation.api.contracts.PostWithdraw;
import dev.ovation.api.contracts.ReadAuthorization;
import dev.ovation.api.delegations.DeleteDelegation;
import dev.ovation.api.delegations.DeleteDelegations;
import dev.ovation.api.delegations.GetDelegations;
import dev.ovation.api.delegations.PostDelegation;
import dev.ovation.api.events.GetEvents;
import dev.ovation.api.ops.Documentation;
import dev.ovation.api.ops.GetHealth;
import dev.ovation.api.ops.GetMetrics;
import dev.ovation.api.ops.GetReady;
import dev.ovation.api.payments.GetPayment;
import dev.ovation.api.payments.GetPayments;
import dev.ovation.api.payments.PostMintTk;
import dev.ovation.api.payments.PostPayment;
import dev.ovation.api.payments.PostWebhook;
import dev.ovation.api.statements.GetStatements;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.runtime.http.AnswerOnce;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.runtime.security.KnownAccounts;
import dev.ovation.runtime.signing.SigningRoutes;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The table of contents: every route of the API, by concept. */
final class ApiEndpoints {

    private final ApiParts parts;
    private final ApiSettings settings;
    private final KnownAccounts known;
    private final ReadAuthorization readAuthorization;
    private final TypedData typedData;

    ApiEndpoints(ApiParts parts, ApiSettings settings, KnownAccounts known) {
        this.parts = parts;
        this.settings = settings;
        this.known = known;
        this.readAuthorization = new ReadAuthorization(parts.deployment());
        this.typedData = new TypedData(parts.deployment());
    }

    /** All of them; those that move money answer a repeated key once. */
    List<Endpoint> all(GetReady ready, BooleanSupplier stopping) {
        return Stream.of(
                        auth(),
                        contracts(),
                        typedData(),
                        delegations(),
                        payments(),
                        reading(stopping),
                        admin(),
                        SigningRoutes.of(parts.staff().signingAccounts()),
                        ops(ready),
                        Documentation.endpoints())
                .flatMap(List::stream)
                .map(endpoint -> endpoint.route().money()
                        ? new AnswerOnce(endpoint, parts.shared().idempotency())
                        : endpoint)
                .toList();
    }

    private List<Endpoint> auth() {
        ApiParts.People people = parts.people();
        return List.of(
                new PostSignup(people.signUp()),
                new PostLogin(people.logIn()),
                new PostRefresh(people.refreshSession()),
                new PostLogout(people.logOut(), known),
                new GetProfile(),
                new GetWalletMessage(people.signUp()),
                new GetJwks(people.tokenKeys()));
    }

    private List<Endpoint> contracts() {
        ApiParts.Money money = parts.money();
        ApiParts.Reading reading = parts.reading();
        return List.of(
                new PostIntents(IntentKind.CLAP, money.submitIntents(), readAuthorization, settings.chainWait()),
                new PostIntents(IntentKind.GIFT, money.submitIntents(), readAuthorization, settings.chainWait()),
                new PostMintTk(
                        reading.payments(),
                        parts.shared().work(),
                        parts.shared().events(),
                        settings.chainWait()),
                new PostWithdraw(money.requestWithdrawal(), readAuthorization),
                new GetWithdrawals(reading.withdrawals()),
                new GetBalances(reading.balances()),
                new GetIntents(reading.intents()),
                new GetIntent(reading.intents()),
                new DeleteIntent(money.cancelIntent()));
    }

    private List<Endpoint> typedData() {
        ComposeTerms composeTerms = new ComposeTerms(parts.reading().chain(), parts.random());
        return List.of(
                new GetIntentTypedData(IntentKind.CLAP, composeTerms, typedData),
                new GetIntentTypedData(IntentKind.GIFT, composeTerms, typedData),
                new GetAuthorizationTypedData(composeTerms, readAuthorization, typedData),
                new GetWithdrawalTypedData(parts.money().requestWithdrawal(), typedData),
                new GetRevocationTypedData(typedData),
                new GetRevocationOfAllTypedData(composeTerms, typedData));
    }

    private List<Endpoint> delegations() {
        ApiParts.Money money = parts.money();
        return List.of(
                new GetDelegations(parts.reading().delegations()),
                new PostDelegation(money.registerDelegation(), readAuthorization),
                new DeleteDelegation(money.revokeDelegation(), readAuthorization),
                new DeleteDelegations(money.revokeDelegation(), readAuthorization));
    }

    private List<Endpoint> payments() {
        ApiParts.Money money = parts.money();
        return List.of(
                new PostPayment(money.openPayment()),
                new GetPayments(parts.reading().payments()),
                new GetPayment(parts.reading().payments()),
                new PostWebhook(money.gateways(), money.receiveGatewayEvent()));
    }

    private List<Endpoint> reading(BooleanSupplier stopping) {
        ApiParts.Reading reading = parts.reading();
        return List.of(
                new GetContentTotals(reading.contentTotals()),
                new GetCreatorEarnings(reading.earnings()),
                new GetStatements(reading.statements(), parts.clock()),
                new GetEvents(parts.shared().events(), parts.clock(), stopping, settings.maxStreams()));
    }

    private List<Endpoint> admin() {
        ApiParts.Reading reading = parts.reading();
        ApiParts.StaffWork staff = parts.staff();
        return List.of(
                new GetAccounts(parts.people().accounts()),
                new PostSuspension(staff.suspendAccount(), known),
                new PostStaff(staff.appointStaff()),
                new GetHeldIntents(reading.intents()),
                new PostHeldIntentDecision(staff.decideHeldIntent()),
                new GetAnyIntent(reading.intents()),
                new GetHeldPayments(reading.payments(), parts.clock()),
                new PostHeldPaymentDecision(staff.decideHeldPayment()),
                new GetAnyPayment(reading.payments()),
                new GetHeldWithdrawals(reading.withdrawals(), parts.clock()),
                new PostHeldWithdrawalDecision(staff.decideHeldWithdrawal()),
                new GetAnyWithdrawal(reading.withdrawals()),
                new GetBatch(reading.batches(), reading.intents()));
    }

    private List<Endpoint> ops(GetReady ready) {
        return List.of(new GetHealth(), ready, new GetMetrics(parts.metrics()));
    }
}
