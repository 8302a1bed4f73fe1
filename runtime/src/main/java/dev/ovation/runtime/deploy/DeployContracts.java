package dev.ovation.runtime.deploy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.onchain.contracts.ContractArtifact;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deploys TK, TKI, DelegationValidator and RevenueController, in this order and with consecutive nonces of one
 * account: each is told where the others will lie, and the last one refuses to exist if a link is wrong. It also gives
 * out the roles. Nobody else may use the deployer's account meanwhile.
 */
public final class DeployContracts {

    private static final Bytes32 RELAYER_ROLE = Keccak256.hash("RELAYER_ROLE".getBytes(StandardCharsets.US_ASCII));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RpcClient rpc;
    private final Signer deployer;
    private final Optional<Signer> admin;

    /**
     * @param admin signs the roles of the second relayer and further ones; not needed for a single one
     */
    public DeployContracts(RpcClient rpc, Signer deployer, Optional<Signer> admin) {
        this.rpc = rpc;
        this.deployer = deployer;
        this.admin = admin;
    }

    /**
     * What the file says if its contracts have code; otherwise deploys and writes the file.
     *
     * @throws IllegalStateException if the file is of another chain, or the deployment fails
     */
    public Deployment deployOrReuse(Path file, RoleAddresses roles, DeploySettings settings) {
        Optional<Deployment> earlier = Deployment.read(file);
        if (earlier.isPresent()) {
            long chainId = rpc.call(EvmCalls.chainId());
            if (earlier.get().chainId() != chainId) {
                throw new IllegalStateException("%s is a deployment on chain %d, and this is chain %d"
                        .formatted(file, earlier.get().chainId(), chainId));
            }
            if (isDeployed(earlier.get())) {
                return earlier.get();
            }
        }
        Deployment deployment = deploy(roles, settings);
        deployment.write(file);
        return deployment;
    }

    /** Whether all four contracts have code on this chain. */
    public boolean isDeployed(Deployment deployment) {
        RpcBatch batch = rpc.newBatch();
        List<RpcBatch.Answer<Bytes>> codes = Stream.of(
                        deployment.tk(), deployment.tki(), deployment.controller(), deployment.validator())
                .map(contract -> batch.add(EvmCalls.code(contract, BlockRef.LATEST)))
                .toList();
        batch.send();
        return codes.stream().noneMatch(code -> code.get().isEmpty());
    }

    /**
     * @throws IllegalStateException if a transaction fails
     */
    public Deployment deploy(RoleAddresses roles, DeploySettings settings) {
        if (roles.relayers().size() > 1
                && admin.filter(signer -> signer.address().equals(roles.admin()))
                        .isEmpty()) {
            throw new IllegalStateException("only the admin can make further accounts relayers");
        }
        long chainId = rpc.call(EvmCalls.chainId());
        PlainSender sender = new PlainSender(rpc, chainId, PATIENCE);
        long nonce = sender.nextNonce(deployer.address());
        Address tk = CreationAddress.of(deployer.address(), nonce);
        Address tki = CreationAddress.of(deployer.address(), nonce + 1);
        Address validator = CreationAddress.of(deployer.address(), nonce + 2);
        Address controller = CreationAddress.of(deployer.address(), nonce + 3);

        Receipt first = create(sender, nonce, tk, "TK", controller, tki, validator, settings.rateBps());
        create(sender, nonce + 1, tki, "TKI", tk, controller);
        create(sender, nonce + 2, validator, "DelegationValidator", tk, tki, controller);
        create(sender, nonce + 3, controller, "RevenueController", config(roles, settings), tk, tki, validator);
        for (Address relayer : roles.relayers().subList(1, roles.relayers().size())) {
            Bytes grant = ControllerContract.GRANT_ROLE.encode(RELAYER_ROLE, relayer);
            Signer granting = admin.orElseThrow();
            sender.send(granting, sender.nextNonce(granting.address()), Optional.of(controller), grant);
        }
        return new Deployment(
                chainId,
                first.blockNumber(),
                number(controller, ControllerContract.GENESIS),
                number(controller, ControllerContract.EPOCH),
                tk,
                tki,
                controller,
                validator);
    }

    private static List<Object> config(RoleAddresses roles, DeploySettings settings) {
        return List.of(
                roles.admin(),
                settings.adminDelay().toSeconds(),
                roles.relayers().getFirst(),
                roles.compliance(),
                roles.settler(),
                roles.treasurer(),
                roles.pauser(),
                settings.dailyMintLimit());
    }

    private Receipt create(PlainSender sender, long nonce, Address expected, String name, Object... arguments) {
        ContractArtifact artifact = ContractArtifact.named(name);
        Bytes data = artifact.abi().creation(artifact.bytecode(), arguments);
        Receipt receipt = sender.send(deployer, nonce, Optional.empty(), data);
        if (!receipt.contract().filter(expected::equals).isPresent()) {
            throw new IllegalStateException(name + " came to lie at another address than the others expect");
        }
        return receipt;
    }

    private long number(Address contract, AbiFunction function) {
        Bytes result = rpc.call(EvmCalls.call(CallRequest.to(contract, function.encode()), BlockRef.LATEST));
        return ((BigInteger) function.decodeResult(result).get(0)).longValueExact();
    }
}
