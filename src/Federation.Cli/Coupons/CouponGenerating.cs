using System.CommandLine;
using System.Text;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation coupons generate</c>: coupons for whoever shows their codes.</summary>
internal static class CouponGenerating
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static ExampleCommand Generate(Globals globals)
    {
        var (definition, program) = (CouponGiving.Definition(), ProgramText.ProgramOption(required: true));
        var quantity = new Option<int>("--quantity")
        {
            Description = "How many, 1 to 1,000.",
            HelpName = "N",
            Required = true,
        };
        var output = new Option<string?>("--output")
        {
            Description = "A new file for the codes, for its owner alone; they are printed where it is left out.",
            HelpName = "FILE",
        };
        var command = new ExampleCommand(
            "generate", "Makes coupons for whoever shows their codes, as comma separated values. The codes are told "
            + "once.",
            "coupons generate flyer --program aster/main --quantity 500 --output codes.csv")
        {
            definition, program, quantity, output,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new GenerateCouponsRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Definition = parse.GetValue(definition),
                Quantity = parse.GetValue(quantity),
            };
            if (parse.GetValue(output) is { } path)
                return await IntoFileAsync(session, request, path, cancel);
            var response = await session.Client.Coupons.GenerateCouponsAsync(request, cancellationToken: cancel);
            if (session.Json)
                return session.Show(response);
            await session.Output.WriteAsync(Csv(response).AsMemory(), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The file is there before anything is sent: nobody tells the codes again.</summary>
    private static async Task<int> IntoFileAsync(
        Session session, GenerateCouponsRequest request, string path, CancellationToken cancel)
    {
        await using var file = Create(path);
        GenerateCouponsResponse response;
        try
        {
            response = await session.Client.Coupons.GenerateCouponsAsync(request, cancellationToken: cancel);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        await file.WriteAsync(Encoding.UTF8.GetBytes(Csv(response)), CancellationToken.None);
        await session.Error.WriteLineAsync(
            $"{Tables.Cell(response.Coupons.Count)} codes are in {path}.".AsMemory(), cancel);
        return ExitCodes.Done;
    }

    private static FileStream Create(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            return new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"--output: {path} cannot be made; name a new file. {e.Message}");
        }
    }

    private static string Csv(GenerateCouponsResponse response)
    {
        var text = new StringBuilder("code,coupon,expires\n");
        foreach (var coupon in response.Coupons)
            text.Append(coupon.Code).Append(',').Append(coupon.Name).Append(',')
                .Append(Tables.Cell(response.ExpireTime)).Append('\n');
        return text.ToString();
    }
}
