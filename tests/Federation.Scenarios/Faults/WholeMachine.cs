namespace Federation.Scenarios;

/// <summary>Tests that start several processes and load them: never two at a time.</summary>
[CollectionDefinition(nameof(WholeMachine), DisableParallelization = true)]
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
