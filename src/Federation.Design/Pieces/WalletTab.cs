namespace Federation.Design;

/// <summary>The wallet's five places.</summary>
public enum WalletTab
{
    Wallet,
    Rewards,
    Pay,
    Activity,
    Me,
}
