using System.Runtime.CompilerServices;

namespace Federation.Ledger.Tests;

/// <summary>
/// Makes the static fields of the pure core when the test process starts, not when the first test asks for them.
/// Mutation testing runs many mutants in one process: fields made under one of them would be wrong for all that follow
/// (docs/testing.md).
/// </summary>
internal static class CoreState
{
    [ModuleInitializer]
    internal static void Make()
    {
        foreach (var type in new[]
        {
            typeof(Lot), typeof(CoinPolicy), typeof(Posting), typeof(JournalStatus.Spending),
                typeof(JournalStatus.Earning),
            typeof(JournalStatus.Hold),
        })
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
    }
}
