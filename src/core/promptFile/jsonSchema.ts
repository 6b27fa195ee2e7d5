import { models } from '../catalogue/catalogue.ts';
import { imageRoles } from '../request.ts';
import { type FieldName, fieldNames, fieldOf, type FieldShape, matrixKeys } from './fields.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The options of a prompt file as JSON Schema; `definitions.shot` has those of a shot's block. */
export function promptFileSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Options of a video prompt file (name.video.md)',
    ...keysSchema(fieldNames),
    definitions: {
      shot: keysSchema(fieldNames.filter((name) => fieldOf(name).isForFileOnly !== true)),
      image: imageSchema(false),
      imageWithRole: imageSchema(true),
    },
  };
}

function keysSchema(names: readonly FieldName[]): Schema {
  const properties = names.map((name) => [name, { description: fieldOf(name).doc, ...fieldSchema(name) }]);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties) as Schema,
  };
}

function fieldSchema(name: FieldName): Schema {
  if (name === 'model') return { anyOf: [{ enum: models.map(({ id }) => id) }, { type: 'string' }] };
  return shapeSchema(fieldOf(name).shape);
}

function shapeSchema(shape: FieldShape): Schema {
  switch (shape) {
    case 'text':
      return { type: 'string' };
    case 'number':
      return { type: 'number' };
    case 'flag':
      return { anyOf: [{ type: 'boolean' }, { enum: ['yes', 'no', 'on', 'off'] }] };
    case 'image':
      return { $ref: '#/definitions/image' };
    case 'references':
      return { type: 'array', items: { $ref: '#/definitions/image' } };
    case 'images':
      return { type: 'array', items: { $ref: '#/definitions/imageWithRole' } };
    case 'remix': {
      const properties = { taskId: { type: 'string' }, origin: { type: 'string' } };
      return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
    }
    case 'matrix':
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(matrixKeys.map((key) => [key, listOf(fieldSchema(key))])),
      };
  }
}

function listOf(items: Schema): Schema {
  return { type: 'array', minItems: 1, uniqueItems: true, items };
}

function imageSchema(hasRole: boolean): Schema {
  const role = hasRole ? { role: { enum: imageRoles } } : {};
  const source = (key: string) => ({
    type: 'object',
    additionalProperties: false,
    required: [key],
    properties: { [key]: { type: 'string' }, ...role },
  });
  return { anyOf: [{ type: 'string' }, source('path'), source('clip')] };
}
