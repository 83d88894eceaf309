namespace Federation.Design;

/// <summary>The drawings that stand beside words; none stands alone.</summary>
public enum IconName
{
    Wallet,
    Gift,
    Code,
    List,
    Person,
    Bell,
    Menu,
    Clock,
    Warning,
    Tick,
    Arrow,
    Shield,
    Print,
    Moon,
    Sun,
    Halves,
}
