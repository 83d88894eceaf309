namespace Federation.Browser;

/// <summary>What is wrong with pages, in words.</summary>
internal static class Faults
{
    /// <summary>Fails with every fault in full, one a line: xunit cuts long texts in collections.</summary>
    public static void AssertNone(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }
}
