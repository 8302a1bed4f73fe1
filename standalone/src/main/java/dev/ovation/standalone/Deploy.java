package dev.ovation.standalone;

import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.deploy.RoleAddresses;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import dev.ovation.runtime.wiring.RpcSettings;
import dev.ovation.runtime.wiring.SignerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./ovation deploy}: the contracts on any chain, once. */
@Command(
        name = "ovation deploy",
        mixinStandardHelpOptions = true,
        description = "Deploys the contracts to RPC_URL with DEPLOYER_KEY, unless FILE says that they are there.")
public final class Deploy implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            defaultValue = "deployment.json",
            description = "where the addresses are written (${DEFAULT-VALUE})")
    private Path file = Path.of("deployment.json");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Deploy())
                .setExecutionExceptionHandler(Failures::say)
                .execute(args));
    }

    @Override
    public Integer call() {
        Environment env = new Environment(System.getenv());
        Signer deployer = new SignerSettings(env).one("DEPLOYER");
        RoleAddresses roles = new RoleAddresses(
                address(
                        env,
                        "ADMIN_ADDRESS",
                        "account that administers the contracts; a multi-signature wallet in production"),
                env.list("RELAYER_ADDRESSES", "", "accounts that submit batches, separated by commas").stream()
                        .map(text -> address("RELAYER_ADDRESSES", text))
                        .toList(),
                address(env, "COMPLIANCE_ADDRESS", "account that approves and rejects"),
                address(env, "SETTLER_ADDRESS", "account that settles epochs"),
                address(env, "TREASURER_ADDRESS", "account that mints and burns"),
                address(env, "PAUSER_ADDRESS", "account that can pause everything"));
        DeploySettings settings = new DeploySettings(
                env.number("RATE_BPS", 200, 0, 1000, "interest in basis points per 30 days"),
                env.tokens("DAILY_MINT_LIMIT", "1000000", "TK that payments may mint per day"),
                env.duration("ADMIN_DELAY", Duration.ofDays(2), "wait between the two steps of an admin hand-over"));
        var rpc = RpcSettings.open(env, Clock.systemUTC());
        Optional<Signer> admin = deployer.address().equals(roles.admin()) ? Optional.of(deployer) : Optional.empty();
        Deployment deployment = new DeployContracts(rpc, deployer, admin).deployOrReuse(file, roles, settings);
        System.out.println(deployment.toJson());
        return 0;
    }

    private static Address address(Environment env, String name, String meaning) {
        return address(name, env.required(name, meaning));
    }

    private static Address address(String name, String text) {
        try {
            return Address.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(name + " must hold addresses: 0x and 40 hexadecimal digits.");
        }
    }
}
