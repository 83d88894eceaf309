namespace Federation.Hosting;

/// <summary>Collects what is wrong with a JSON request: a bounded number of problems, each with its field.</summary>
internal sealed class JsonProblems
{
    private const int Most = 20;
    private const int LongestName = 100;
    private readonly Form form = new();
    private int count;

    public bool Any => count > 0;

    public void Add(string field, string problem)
    {
        if (count++ < Most)
            form.Check(false, Short(field), problem);
    }

    /// <exception cref="RefusalException">FIELD_INVALID, with all problems found.</exception>
    public void Done() => form.Done();

    /// <summary>A name that a caller sent, at a length that can be shown.</summary>
    public static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
