/**
 * @file The part of ONNX's file format that an exported policy needs, written and read with a protobuf library.
 *
 * Field numbers are those of onnx/onnx.proto (IR version 8, Apache-2.0). Whatever this lab does not write is refused
 * when it is read: a graph of a stranger's never reaches a runtime.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

export const irVersion = 8;
export const opset = 17;

/** TensorProto.DataType */
const dataTypes = { float32: 1, int64: 7 } as const;
export type DataType = keyof typeof dataTypes;

/** A constant of the graph. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export type OnnxAttribute = { readonly name: string } & (
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
);

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
}

/** An input or output of the graph, float32. */
export interface OnnxValue {
  readonly name: string;
  /** A name is a size that is free */
  readonly dims: readonly (number | string)[];
}

export interface OnnxModel {
  readonly producer: { readonly name: string; readonly version: string };
  readonly graph: {
    readonly name: string;
    readonly nodes: readonly OnnxNode[];
    readonly constants: readonly OnnxTensor[];
    readonly inputs: readonly OnnxValue[];
    readonly outputs: readonly OnnxValue[];
  };
  readonly opset: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** AttributeProto.AttributeType */
const attributeTypes = { int: 2, ints: 7 } as const;

type Write = (writer: BinaryWriter) => void;

export function encodeOnnx({ producer, graph, opset, metadata }: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writeInteger(writer, 1, irVersion);
  writeText(writer, 2, producer.name);
  writeText(writer, 3, producer.version);
  writeMessage(writer, 7, (into) => {
    for (const node of graph.nodes) writeMessage(into, 1, (part) => writeNode(part, node));
    writeText(into, 2, graph.name);
    for (const constant of graph.constants) writeMessage(into, 5, (part) => writeTensor(part, constant));
    for (const input of graph.inputs) writeMessage(into, 11, (part) => writeValue(part, input));
    for (const output of graph.outputs) writeMessage(into, 12, (part) => writeValue(part, output));
  });
  writeMessage(writer, 8, (into) => {
    writeText(into, 1, '');
    writeInteger(into, 2, opset);
  });
  for (const [key, value] of Object.entries(metadata)) {
    writeMessage(writer, 14, (into) => {
      writeText(into, 1, key);
      writeText(into, 2, value);
    });
  }
  return writer.finish() as Uint8Array<ArrayBuffer>;
}

function writeNode(writer: BinaryWriter, { name, operator, inputs, outputs, attributes }: OnnxNode): void {
  for (const input of inputs) writeText(writer, 1, input);
  for (const output of outputs) writeText(writer, 2, output);
  writeText(writer, 3, name);
  writeText(writer, 4, operator);
  for (const attribute of attributes) {
    writeMessage(writer, 5, (into) => {
      writeText(into, 1, attribute.name);
      if (attribute.kind === 'int') writeInteger(into, 3, attribute.value);
      else for (const value of attribute.value) writeInteger(into, 8, value);
      writeInteger(into, 20, attributeTypes[attribute.kind]);
    });
  }
}

function writeTensor(writer: BinaryWriter, { name, type, dims, values }: OnnxTensor): void {
  for (const size of dims) writeInteger(writer, 1, size);
  writeInteger(writer, 2, dataTypes[type]);
  writeText(writer, 8, name);
  // Little-endian, as the format wants it, and as every machine that runs a browser keeps it.
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeValue(writer: BinaryWriter, { name, dims }: OnnxValue): void {
  writeText(writer, 1, name);
  writeMessage(writer, 2, (type) =>
    writeMessage(type, 1, (tensor) => {
      writeInteger(tensor, 1, dataTypes.float32);
      writeMessage(tensor, 2, (shape) => {
        for (const size of dims) {
          writeMessage(shape, 1, (dimension) =>
            typeof size === 'number' ? writeInteger(dimension, 1, size) : writeText(dimension, 2, size),
          );
        }
      });
    }),
  );
}

function writeMessage(writer: BinaryWriter, field: number, write: Write): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

function writeText(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function writeInteger(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

/** What an unexpected or damaged file is refused with; the caller says which file it is. */
export class OnnxFormatError extends Error {
  override readonly name = 'OnnxFormatError';
}

/** @throws OnnxFormatError where the bytes are damaged, or hold what this lab never writes */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  try {
    return readModel(new BinaryReader(bytes), bytes.length);
  } catch (error) {
    if (error instanceof OnnxFormatError) throw error;
    throw new OnnxFormatError('its bytes end too soon or are no ONNX');
  }
}

type Field = (reader: BinaryReader) => void;

/** Reads one message, to `end`, field by field; each may occur again. */
function readFields(reader: BinaryReader, end: number, what: string, fields: Readonly<Record<number, Field>>): void {
  if (end > reader.len) throw new OnnxFormatError('its bytes end too soon');
  while (reader.pos < end) {
    const [field] = reader.tag();
    const read = fields[field];
    if (!read) throw new OnnxFormatError(`${what} has a part that no policy of this lab has (field ${field})`);
    read(reader);
  }
  if (reader.pos !== end) throw new OnnxFormatError('its bytes end too soon or are no ONNX');
}

function readMessage<T>(reader: BinaryReader, read: (reader: BinaryReader, end: number) => T): T {
  const length = reader.uint32();
  return read(reader, reader.pos + length);
}

const readInteger = (reader: BinaryReader): number => {
  const value = Number(reader.int64());
  if (!Number.isSafeInteger(value)) throw new OnnxFormatError('it holds a number that is too large');
  return value;
};

function readModel(reader: BinaryReader, end: number): OnnxModel {
  let [version, name, producerVersion, opsetVersion] = [0, '', '', 0];
  let graph: OnnxModel['graph'] | null = null;
  const metadata: Record<string, string> = {};
  readFields(reader, end, 'the model', {
    1: (r) => {
      version = readInteger(r);
    },
    2: (r) => {
      name = r.string();
    },
    3: (r) => {
      producerVersion = r.string();
    },
    7: (r) => {
      if (graph) throw new OnnxFormatError('it holds two graphs');
      graph = readMessage(r, readGraph);
    },
    8: (r) => {
      if (opsetVersion) throw new OnnxFormatError('it names two sets of operators');
      opsetVersion = readMessage(r, readOpset);
    },
    14: (r) => {
      const [key, value] = readMessage(r, readEntry);
      metadata[key] = value;
    },
  });
  if (version !== irVersion) throw new OnnxFormatError(`its IR version is ${version}, expected ${irVersion}`);
  if (!graph) throw new OnnxFormatError('it holds no graph');
  return { producer: { name, version: producerVersion }, graph, opset: opsetVersion, metadata };
}

function readOpset(reader: BinaryReader, end: number): number {
  let [domain, version] = ['', 0];
  readFields(reader, end, 'the set of operators', {
    1: (r) => {
      domain = r.string();
    },
    2: (r) => {
      version = readInteger(r);
    },
  });
  if (domain !== '')
    throw new OnnxFormatError(`it needs operators of ${JSON.stringify(domain)}, not the standard ones`);
  return version;
}

function readEntry(reader: BinaryReader, end: number): [string, string] {
  let [key, value] = ['', ''];
  readFields(reader, end, 'an entry of its metadata', {
    1: (r) => {
      key = r.string();
    },
    2: (r) => {
      value = r.string();
    },
  });
  return [key, value];
}

function readGraph(reader: BinaryReader, end: number): OnnxModel['graph'] {
  let name = '';
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  readFields(reader, end, 'the graph', {
    1: (r) => nodes.push(readMessage(r, readNode)),
    2: (r) => {
      name = r.string();
    },
    5: (r) => constants.push(readMessage(r, readTensor)),
    11: (r) => inputs.push(readMessage(r, readValue)),
    12: (r) => outputs.push(readMessage(r, readValue)),
  });
  return { name, nodes, constants, inputs, outputs };
}

function readNode(reader: BinaryReader, end: number): OnnxNode {
  let [name, operator] = ['', ''];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: OnnxAttribute[] = [];
  readFields(reader, end, 'a node', {
    1: (r) => inputs.push(r.string()),
    2: (r) => outputs.push(r.string()),
    3: (r) => {
      name = r.string();
    },
    4: (r) => {
      operator = r.string();
    },
    5: (r) => attributes.push(readMessage(r, readAttribute)),
  });
  return { name, operator, inputs, outputs, attributes };
}

function readAttribute(reader: BinaryReader, end: number): OnnxAttribute {
  let [name, type] = ['', 0];
  let single: number | null = null;
  const list: number[] = [];
  readFields(reader, end, 'an attribute', {
    1: (r) => {
      name = r.string();
    },
    3: (r) => {
      single = readInteger(r);
    },
    8: (r) => list.push(readInteger(r)),
    20: (r) => {
      type = readInteger(r);
    },
  });
  if (type === attributeTypes.int && single !== null) return { name, kind: 'int', value: single };
  if (type === attributeTypes.ints) return { name, kind: 'ints', value: list };
  throw new OnnxFormatError(`the attribute ${JSON.stringify(name)} is of a kind that no policy of this lab has`);
}

function readTensor(reader: BinaryReader, end: number): OnnxTensor {
  let [name, type] = ['', 0];
  const dims: number[] = [];
  let raw: Uint8Array | null = null;
  readFields(reader, end, 'a constant', {
    1: (r) => dims.push(readInteger(r)),
    2: (r) => {
      type = readInteger(r);
    },
    8: (r) => {
      name = r.string();
    },
    9: (r) => {
      raw = r.bytes();
    },
    // 13 and 14 say that its values lie in another file.
    13: () => {
      throw new OnnxFormatError(`the constant ${JSON.stringify(name)} keeps its values in another file`);
    },
    14: () => {
      throw new OnnxFormatError(`the constant ${JSON.stringify(name)} keeps its values in another file`);
    },
  });
  const bytes: Uint8Array = raw ?? new Uint8Array();
  const count = dims.reduce((product, size) => product * size, 1);
  const known = Object.entries(dataTypes).find(([, value]) => value === type);
  if (!known) throw new OnnxFormatError(`the constant ${JSON.stringify(name)} is of a type that no policy has`);
  const kind = known[0] as DataType;
  const width = kind === 'float32' ? 4 : 8;
  if (dims.some((size) => size < 0) || bytes.length !== count * width) {
    throw new OnnxFormatError(
      `the constant ${JSON.stringify(name)} holds ${bytes.length} bytes, expected ${count * width}`,
    );
  }
  // A copy, so that it is aligned.
  const { buffer } = bytes.slice();
  return { name, type: kind, dims, values: kind === 'float32' ? new Float32Array(buffer) : new BigInt64Array(buffer) };
}

function readValue(reader: BinaryReader, end: number): OnnxValue {
  let name = '';
  let dims: (number | string)[] = [];
  readFields(reader, end, 'an input or output', {
    1: (r) => {
      name = r.string();
    },
    2: (r) => {
      dims = readMessage(r, readType);
    },
  });
  return { name, dims };
}

function readType(reader: BinaryReader, end: number): (number | string)[] {
  let dims: (number | string)[] = [];
  readFields(reader, end, 'a type', {
    1: (r) => {
      dims = readMessage(r, readTensorType);
    },
  });
  return dims;
}

function readTensorType(reader: BinaryReader, end: number): (number | string)[] {
  const dims: (number | string)[] = [];
  let type = 0;
  readFields(reader, end, 'a type', {
    1: (r) => {
      type = readInteger(r);
    },
    2: (r) =>
      readMessage(r, (shape, shapeEnd) =>
        readFields(shape, shapeEnd, 'a shape', {
          1: (dimension) =>
            readMessage(dimension, (inner, innerEnd) =>
              readFields(inner, innerEnd, 'a size', {
                1: (each) => dims.push(readInteger(each)),
                2: (each) => dims.push(each.string()),
              }),
            ),
        }),
      ),
  });
  if (type !== dataTypes.float32) throw new OnnxFormatError('an input or output is not float32');
  return dims;
}
