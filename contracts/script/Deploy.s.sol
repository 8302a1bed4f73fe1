// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm, vm} from "../test/support/Vm.sol";
import {Config} from "../src/interfaces/Config.sol";
import {Contracts, Deployment} from "./Deployment.sol";

/// @notice forge script script/Deploy.s.sol --rpc-url $RPC_URL --broadcast --private-key ... (or --ledger, --account).
/// Reads ADMIN, RELAYER, COMPLIANCE, SETTLER, TREASURER, PAUSER and, if set, ADMIN_DELAY (seconds), RATE_BPS and
/// DAILY_MINT_LIMIT (wei) from the environment.
contract Deploy {
    bool public constant IS_SCRIPT = true;

    event Deployed(address tk, address tki, address delegationValidator, address revenueController, address lens);

    function run() external returns (Contracts memory c) {
        Config memory config = Config({
            admin: vm.envAddress("ADMIN"),
            adminDelay: uint48(vm.envOr("ADMIN_DELAY", 2 days)),
            relayer: vm.envAddress("RELAYER"),
            compliance: vm.envAddress("COMPLIANCE"),
            settler: vm.envAddress("SETTLER"),
            treasurer: vm.envAddress("TREASURER"),
            pauser: vm.envAddress("PAUSER"),
            dailyMintLimit: vm.envOr("DAILY_MINT_LIMIT", 1_000_000 ether)
        });
        uint256 rateBps = vm.envOr("RATE_BPS", 200);
        vm.startBroadcast();
        c = Deployment.deploy(msg.sender, vm.getNonce(msg.sender), config, rateBps);
        vm.stopBroadcast();
        emit Deployed(address(c.tk), address(c.tki), address(c.validator), address(c.controller), address(c.lens));
    }
}
