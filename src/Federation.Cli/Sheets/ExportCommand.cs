using System.CommandLine;
using System.Text.Json;

namespace Federation.Cli;

/// <summary><c>federation export</c>: what a brand has, as files.</summary>
internal static class ExportCommand
{
    public static Command Build(Globals globals)
    {
        var brand = new Argument<string>("brand") { Description = "The brand's id." };
        var folder = new Argument<string>("folder") { Description = "Where the files are made." };
        var command = new ExampleCommand(
            "export", "Exports what a brand has, as CSV and JSON: members, journals, coupons, orders with their lines, "
            + "redemptions. Run again, it replaces the files.",
            "export aster aster-files --as aster-admin")
        {
            brand, folder,
        };
        globals.Run(command, parse => parse.GetValue(brand), async (session, parse, cancel) =>
        {
            var path = parse.GetValue(folder)!;
            TextFile.MakeFolder(path);
            try
            {
                var files = await Live.ShowAsync(session, "exporting", say => new BrandExport(
                    session.Client, parse.GetValue(brand)!, path, say).RunAsync(cancel));
                Show(session, path, files);
                return ExitCodes.Done;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException($"{path} cannot be written: {e.Message}");
            }
        });
        return command;
    }

    private static void Show(Session session, string folder, IReadOnlyList<(string Name, long Count)> files)
    {
        if (session.Json)
        {
            session.Output.WriteLine(JsonSerializer.Serialize(files.ToDictionary(f => f.Name, f => f.Count)));
            return;
        }
        var table = Tables.Of("files", "#items");
        foreach (var (name, count) in files)
            table.Row(Path.Combine(folder, name) + ".csv, .json", count);
        session.Write(table);
    }
}
