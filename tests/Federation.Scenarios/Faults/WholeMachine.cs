namespace Federation.Scenarios;

/// <summary>Tests that load several processes as fast as they can: never two of them at a time. Others run beside
/// them.</summary>
[CollectionDefinition(nameof(WholeMachine))]
public sealed class WholeMachine
{
    /// <summary>Longer than this is for those who ask for all.</summary>
    private const int LongSeconds = 60;

    private static readonly bool All = Environment.GetEnvironmentVariable("FEDERATION_TEST_ALL") == "1";

    public static void SkipUnlessAll() => Assert.SkipUnless(All, "A long one: ./test.sh --all runs it.");

    public static void SkipIfLong(int seconds)
    {
        if (seconds > LongSeconds)
            SkipUnlessAll();
    }
}
