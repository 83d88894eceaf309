namespace Federation.Design;

/// <summary>The drawings, on a field of 24 by 24.</summary>
internal static class IconPaths
{
    public static string Of(IconName name) => name switch
    {
        IconName.Wallet => "M3.5 7.5h15a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11"
            + "a2 2 0 0 1 2-2h11v3M16.5 13.5h.5",
        IconName.Gift => "M4.5 11h15v9h-15zM3.5 7.5h17V11h-17zM12 7.5V20M12 7.5C9 7.5 7.5 6.3 7.5 5.2S9 3.5 9.7 4"
            + "c1.3.8 2.3 3.5 2.3 3.5s1-2.7 2.3-3.5c.7-.5 2.2.1 2.2 1.2S15 7.5 12 7.5",
        IconName.Code => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM20 14v1M14 20h1",
        IconName.List => "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1",
        IconName.Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5",
        IconName.Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
        IconName.Menu => "M4 6.5h16M4 12h16M4 17.5h16",
        IconName.Clock => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7v5.2l3.5 2",
        IconName.Warning => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1",
        IconName.Tick => "M4.5 12.5l5 5 10-11",
        IconName.Arrow => "M5 12h14M13 6l6 6-6 6",
        IconName.Shield => "M12 3.5l7.5 2.5v6c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6z",
        IconName.Print => "M7 9V4h10v5M7 17H4.5V9.5h15V17H17M7 14h10v6H7z",
        IconName.Moon => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
        IconName.Sun => "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4"
            + "M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
        IconName.Halves => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17M15 4.3v15.4M18 6.5v11",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
