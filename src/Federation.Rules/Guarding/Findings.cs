using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Collects what the guard finds.</summary>
internal sealed class Findings
{
    private readonly List<GuardFinding> found = [];

    public bool HasErrors => found.Exists(f => f.Error);

    /// <summary>Errors first, then as found.</summary>
    public IEnumerable<GuardFinding> Sorted => found.OrderByDescending(f => f.Error);

    /// <summary>A field that must be so.</summary>
    public void Check(bool good, string path, string en, string zh, string rule = "")
    {
        if (!good)
            Error(GuardFindingKind.Field, path, en, zh, rule);
    }

    /// <summary>A name that must be among others.</summary>
    public void CheckNamed(bool known, string path, string name, string rule = "")
    {
        if (!known)
            Error(
                GuardFindingKind.Dangling, path, $"'{name}' is not in the rule set; define it, or name another.",
                $"规则集中没有“{name}”;请先定义,或改用其他名称。", rule);
    }

    public void Error(GuardFindingKind kind, string path, string en, string zh, string rule = "") =>
        Add(kind, true, path, en, zh, rule);

    public void Warn(GuardFindingKind kind, string path, string en, string zh, string rule = "") =>
        Add(kind, false, path, en, zh, rule);

    private void Add(GuardFindingKind kind, bool error, string path, string en, string zh, string rule) =>
        found.Add(new GuardFinding
        {
            Kind = kind,
            Error = error,
            Path = path,
            Rule = rule,
            Words = new LocalizedText { En = en, ZhCn = zh },
        });
}
