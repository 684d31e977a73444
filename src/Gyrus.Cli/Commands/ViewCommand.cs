using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Gyrus.Cli.Running;
using Gyrus.Cli.Viewing;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus view</c>: opens a report in the browser, or serves it to the browsers of this machine.</summary>
internal static class ViewCommand
{
    private static readonly Argument<string> Report = new("FOLDER|REPORT")
    {
        Description = "A folder with a report.html, or a report.",
    };

    private static readonly Option<bool> Serve = new("--serve")
    {
        Description = "Serve the report on this machine's loopback address until Ctrl-C, and print the address.",
    };

    private static readonly Option<int> Port = new("--port")
    {
        HelpName = "n",
        Description = "The port to serve on; 0 means any that is free.",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "view",
            """
            Open a report in the browser, or serve it on this machine.

            A report is one file that needs no server: any browser opens it. --serve is for browsers that may not read files,
            and for reports on another machine, seen through 'ssh -L 8080:127.0.0.1:8080 HOST' with --port 8080. It answers
            only on 127.0.0.1 and gives out nothing but the report.

            Example:
              gyrus view gyrus-demo
            """
        )
        {
            Report,
            Serve,
            Port,
        };
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        string file = ReportOf(Path.GetFullPath(call.GetRequiredValue(Report)));
        int port = call.GetValue(Port);
        if (port is < 0 or > 65535)
        {
            throw new ArgumentException($"--port must be between 0 and 65535, but was {port}.");
        }

        if (!call.GetValue(Serve))
        {
            if (port != 0)
            {
                throw new ArgumentException("--port has no meaning without --serve.");
            }

            OpenInBrowser(file);
            return ExitCode.Done;
        }

        using LoopbackServer server = LoopbackServer.Start(file, port);
        await call.InvocationConfiguration.Output.WriteLineAsync(server.Address);
        await call.InvocationConfiguration.Output.FlushAsync(cancellationToken);
        await call.InvocationConfiguration.Error.WriteLineAsync($"Serving {file} until Ctrl-C.");
        await server.RunAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static string ReportOf(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, StudyOutput.ReportName) : path;
        if (!File.Exists(file))
        {
            throw new FileNotFoundException(null, file);
        }

        return Path.GetExtension(file).Equals(".html", StringComparison.OrdinalIgnoreCase)
            ? file
            : throw new ArgumentException(
                $"{file} is no report: expected a .html file, or a folder with a {StudyOutput.ReportName}."
            );
    }

    private static void OpenInBrowser(string file)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Win32Exception exception)
        {
            throw new IOException(
                $"No program on this machine opens {file} by itself ({exception.Message}). Open it in a browser, or serve it with --serve.",
                exception
            );
        }
    }
}
